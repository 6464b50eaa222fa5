import { describe, expect, it } from 'vitest'

describe('the doors without a page', () => {
  it.each(['index', 'element'])('import %s without an effect', async name => {
    const before = Object.getOwnPropertyNames(globalThis)
    expect(await import(`../../src/${name}.ts`)).toBeDefined()
    expect(Object.getOwnPropertyNames(globalThis)).toEqual(before)
  })

  it('say in one sentence that a widget needs a page', async () => {
    const { createWidget } = await import('../../src/index.js')
    expect(() => createWidget({ server: 'https://help.example.com' })).toThrow(
      expect.objectContaining({ name: 'ZvonekError', code: 'noDom' }),
    )
  })
})
