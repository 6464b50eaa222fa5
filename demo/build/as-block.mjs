/**
 * A block holds what it declares as well as a function does, and is shorter: what stands in it must be declared by `const`,
 * `let` and `class` alone, since `var` and `function` would leave it.
 * @returns {import('rollup').Plugin}
 */
export const asBlock = () => ({
  name: 'as-block',
  renderChunk(code) {
    const [, inner] =
      /^!function\(\)\{(.*)\}\(\);?\s*$/s.exec(code) ?? this.error('the script is no function that runs at once')
    for (const { type, kind } of this.parse(inner).body)
      if (type === 'FunctionDeclaration' || kind === 'var') this.error('a name of the script would be one of the page')
    return { code: `{${inner}}\n`, map: null }
  },
})
