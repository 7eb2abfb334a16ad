/* Files that do not fit are named before anything is sent, in the sentences the server would say. */
(() => {
  "use strict";
  const short = (name) => (name.length <= 60 ? name : `${name.slice(0, 40)}…${name.slice(-15)}`);
  /* Those that fit beside what is there already (bytes of each), and what is wrong with the others. */
  globalThis.fitting = (field, files, there = []) => {
    const of = field.dataset, sizes = [...there], fit = [], wrong = [];
    for (const one of files) {
      const sum = sizes.reduce((all, size) => all + size, one.size);
      const [why, size] = one.size > of.each ? [of.tooLarge, one.size]
        : sizes.length >= of.most ? [of.tooMany, 0] : sum > of.together ? [of.tooMuch, sum] : [];
      if (why) wrong.push(why.replace("{size}", Math.ceil(size / 104857.6) / 10).replace("{name}", () => short(one.name)));
      else { fit.push(one); sizes.push(one.size); }
    }
    const more = wrong.splice(3).length;
    return { fit, said: [...wrong, more ? of.others.replace("{many}", more) : ""].join(" ").trim() };
  };
})();
