/* One question on a page of yours: no cookie, nothing stored, nothing loaded but the question itself. */
(function () {
  "use strict";
  var script = document.currentScript;
  if (!script) return;
  var base = script.src.replace(/snippet\.js(\?.*)?$/, "");
  var language = script.getAttribute("data-language") || document.documentElement.lang || navigator.language || "en";
  var query = "?language=" + encodeURIComponent(language);
  var host = document.createElement("div");
  script.parentNode.insertBefore(host, script.nextSibling);
  var root = host.attachShadow({ mode: "open" });
  var look = ":host{display:block;max-width:36rem;color-scheme:light dark;font:1rem/1.5 Georgia,serif}" +
    "fieldset{border:0;margin:0;padding:0}legend{padding:0;margin:0 0 .75rem;font-size:1.25rem;line-height:1.3}" +
    ".row{display:flex;flex-wrap:wrap}.row label{position:relative;flex:1 1 2.75rem;min-height:2.75rem;display:grid;" +
    "place-items:center;border:1px solid GrayText;margin:0 -1px -1px 0;cursor:pointer}" +
    ".row input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}" +
    ".row label:has(:checked){background:CanvasText;color:Canvas}" +
    ".row label:has(:focus-visible){outline:2px solid Highlight;outline-offset:2px;z-index:1}" +
    ".ends{display:flex;justify-content:space-between;margin:.25rem 0 1rem}.ends,small,button,textarea{font-family:" +
    "Arial,sans-serif}small,.ends{font-size:.8125rem}textarea{box-sizing:border-box;width:100%;min-height:4rem;" +
    "font-size:1rem}label.words{display:block;margin-top:.5rem}button{font-size:1rem;min-height:2.75rem;padding:0 1.25rem;" +
    "margin:.75rem 0;cursor:pointer}[role=alert]{font-weight:bold}.more[hidden]{display:none}";
  if (root.adoptedStyleSheets && window.CSSStyleSheet && CSSStyleSheet.prototype.replaceSync) {
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(look);
    root.adoptedStyleSheets = [sheet];
  }
  function make(name, words, attributes) {
    var made = document.createElement(name);
    if (words) made.textContent = words;
    for (var key in attributes || {}) made.setAttribute(key, attributes[key]);
    return made;
  }
  function ask(it) {
    var said = it.said, form = make("form", "", { lang: it.language }), set = make("fieldset"), row = make("div", "", { "class": "row" });
    set.appendChild(make("legend", it.question));
    for (var n = it.first; n <= it.last; n++) {
      var one = make("label", String(n));
      one.appendChild(make("input", "", {
        type: "radio", name: "score", value: n, required: "", "aria-label": said.of.replace("{point}", n).replace("{last}", it.last)
      }));
      row.appendChild(one);
    }
    var ends = make("div", "", { "class": "ends" });
    ends.appendChild(make("span", it.first + ", " + it.low));
    ends.appendChild(make("span", it.last + ", " + it.high));
    set.appendChild(row);
    set.appendChild(ends);
    var more = make("div", "", { "class": "more", hidden: "" });
    var label = make("label", said.words, { "class": "words", "for": "words" });
    var words = make("textarea", "", { id: "words", name: "words", maxlength: "4000", "aria-describedby": "hint" });
    var wrong = make("p", "", { role: "alert" });
    more.append(label, make("small", said.words_hint, { id: "hint" }), words, make("button", said.send, { type: "submit" }));
    form.append(set, more, wrong, make("small", said.sees));
    form.addEventListener("change", function () { more.hidden = false; });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = form.querySelector("input:checked"), button = form.querySelector("button");
      if (!chosen) { wrong.textContent = said.wrong_score; return; }
      button.disabled = true;
      fetch(base + "post" + query, {
        method: "POST", credentials: "omit", referrerPolicy: "no-referrer", headers: { "Content-Type": "text/plain;charset=UTF-8" },
        body: JSON.stringify({ form: it.form, score: chosen.value, words: words.value })
      }).then(function (answer) {
        return answer.json().then(function (told) {
          if (!answer.ok) throw new Error(told.wrong);
          var thanks = make("div", "", { role: "status", tabindex: "-1", lang: it.language });
          thanks.append(make("strong", said.thanks), make("p", said.arrived));
          root.replaceChildren(thanks);
          thanks.focus();
        });
      }).catch(function (error) {
        button.disabled = false;
        wrong.textContent = error instanceof TypeError || !error.message ? said.not_sent : error.message;
      });
    });
    root.replaceChildren(form);
  }
  fetch(base + "form.json" + query, { credentials: "omit", referrerPolicy: "no-referrer" })
    .then(function (answer) { if (!answer.ok) throw new Error(String(answer.status)); return answer.json(); })
    .then(ask)
    .catch(function () { host.remove(); });
})();
