"""How every page looks: base layout, components, drawings and the words of figures."""
