"""/post: in a demo nothing leaves the machine; sent mail is read here as its receiver would see it."""
