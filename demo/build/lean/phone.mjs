const HOME = /\/libphonenumber-js\/es6-modern\/.*\.js$/
const LOOP = /\bfor \(const (\w+) of (.+)\) \{$/gm
const PARTS = /\b(const|let) \[([\w, ]+)\] = (.+);$/gm

/**
 * A loop that is left early, and a list that is taken apart, ask their iterator for `return`: on a page that has put that on
 * all objects, what comes is no function. So lists are walked by their places. Stops the build when nothing is left to mend.
 */
export const leanPhone = () => {
  let mended = 0
  return {
    name: 'lean-phone',
    transform: (code, id) => {
      if (!HOME.test(id)) return null
      const walked = code.replace(LOOP, walk).replace(PARTS, part)
      if (walked !== code) mended++
      return { code: walked, map: null }
    },
    buildEnd(error) {
      if (!error && mended < 5) this.error('libphonenumber-js is written otherwise now: see demo/build/lean/phone.mjs')
    },
  }
}

const walk = (_, name, list) =>
  `for (let $${name} = [...${list}], $i = 0, ${name}; ${name} = $${name}[$i], $i < $${name}.length; $i++) {`

const part = (...found) => {
  const [, kind, names, list] = found
  const all = names.split(', ')
  const whole = `$${all[0]}`
  return `const ${whole} = ${list}; ${kind} ${all.map((name, at) => `${name} = ${whole}[${at}]`).join(', ')};`
}
