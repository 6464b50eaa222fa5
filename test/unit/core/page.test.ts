import { describe, expect, it } from 'vitest'
import { createPagePace } from '../../../src/core/page.js'
import type { PageView } from '../../../src/protocol/entities.js'
import { addPage, MOST_PAGES } from '../../../src/protocol/page-list.js'
import { createVirtualClock } from '../../support/virtual-clock.js'

const at = (path: string, title = path): PageView => ({ url: `https://shop.example${path}`, title })

const createRig = () => {
  const time = createVirtualClock()
  const { clock } = time
  const told: [number, string | undefined][] = []
  const begun = clock.now()
  const pace = createPagePace({ clock, tell: page => told.push([clock.now() - begun, page?.title]) })
  return { pace, pass: (ms: number) => time.pass(ms), told }
}

describe('the page a visitor is on', () => {
  it('is told at once, and what repeats is not told', () => {
    const { pace, told } = createRig()
    for (let turn = 0; turn < 3; turn++) pace.show(at('/a'))
    expect(told).toEqual([[0, '/a']])
  })

  it('is told at most once a second, the last of several, and within a second', async () => {
    const { pace, pass, told } = createRig()
    for (const path of ['/a', '/b', '/c']) pace.show(at(path))
    await pass(400)
    pace.show(at('/d'))
    await pass(600)
    pace.show(at('/e'))
    await pass(5_000)
    expect(told).toEqual([
      [0, '/a'],
      [1_000, '/d'],
      [2_000, '/e'],
    ])
  })

  it('is not told again when the visitor is back before it could be', async () => {
    const { pace, pass, told } = createRig()
    for (const path of ['/a', '/b', '/a']) pace.show(at(path))
    await pass(5_000)
    expect(told).toEqual([[0, '/a']])
  })

  it('gets its title late, but one that blinks is not told for ever', async () => {
    const { pace, pass, told } = createRig()
    for (let blink = 0; blink < 20; blink++) {
      pace.show(at('/a', `A ${blink % 2}`))
      await pass(1_000)
    }
    expect(told.length).toBe(4)
  })

  it('is told again where another part of it is in sight, which takes nothing from its titles', async () => {
    const { pace, pass, told } = createRig()
    for (let scroll = 0; scroll <= 100; scroll += 10) {
      pace.show({ ...at('/a'), scroll })
      pace.show({ ...at('/a'), scroll })
      await pass(1_000)
    }
    expect(told.length).toBe(11)
    pace.show({ ...at('/a', 'A'), scroll: 100 })
    expect(told.at(-1)).toEqual([11_000, 'A'])
  })

  it('is told anew once another tab may have told its own, and when it is shared no more', async () => {
    const { pace, pass, told } = createRig()
    pace.show(at('/a'))
    pace.again()
    pace.show(at('/a'))
    await pass(1_000)
    pace.show(undefined)
    await pass(1_000)
    expect(told).toEqual([
      [0, '/a'],
      [1_000, '/a'],
      [2_000, undefined],
    ])
  })

  it('is told nobody after the end', async () => {
    const { pace, pass, told } = createRig()
    pace.show(at('/a'))
    pace.show(at('/b'))
    pace.dispose()
    await pass(5_000)
    expect(told).toEqual([[0, '/a']])
  })
})

describe('the pages of a client', () => {
  it('are the last fifty, in their order', () => {
    const pages = Array.from({ length: 70 }, (_, n) => at(`/${n}`)).reduce(addPage, [] as readonly PageView[])
    expect(pages.length).toBe(MOST_PAGES)
    expect(pages.map(({ title }) => title).at(0)).toBe('/20')
    expect(pages.map(({ title }) => title).at(-1)).toBe('/69')
  })

  it('do not repeat: a title that comes late belongs to the page, which keeps its time', () => {
    const once = addPage([], { ...at('/a', 'A'), at: 1 })
    expect(addPage(once, { ...at('/a', 'Better'), at: 9 })).toEqual([{ ...at('/a', 'Better'), at: 1 }])
  })
})
