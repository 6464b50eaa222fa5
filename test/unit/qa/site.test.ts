import { describe, expect, it } from 'vitest'
import { createSite } from '../../../demo/qa/site.js'
import { FORMS, formIn, hoursIn, toHoursTexts } from '../../../demo/qa/samples.js'
import { toSnippet } from '../../../demo/qa/snippet.js'
import { createKeeper } from '../../../demo/backend/site/keeper.js'
import { createMemoryShelf } from '../../../demo/backend/site/record.js'
import { createRig, OPERATORS } from '../backend/rig.js'

const settled = async (isSo: () => boolean) => {
  while (!isSo()) await new Promise<void>(resolve => setImmediate(resolve))
}

/** A backend whose settings may be changed, and the tools of the page before it. */
const setup = async ({ isAdmin = true, isLetIn = true } = {}) => {
  const operators = OPERATORS.map(one => ({ ...one, admin: isAdmin }))
  const site = createKeeper({
    shelf: createMemoryShelf(),
    base: { widgets: { main: { title: 'Main', origins: [] } }, groups: {} },
    operators: () => operators,
    apply: () => rig.backend.configure({ operators, widgets: site.read().widgets, groups: site.read().groups }),
    hasLooks: false,
  })
  const rig = await createRig({ operators, site })
  let count = 0
  let asked = 0
  const tools = createSite({
    connect: async () => {
      asked++
      return isLetIn ? { send: async command => (await rig.backend.desk.send('anna', command)) as never } : undefined
    },
    widget: () => 'main',
    newId: () => `qa${++count}`,
    now: () => Date.UTC(2026, 0, 1, 12, 0),
  })
  return { tools, site, asked: () => asked }
}

describe('hours, groups and forms on the QA page', () => {
  it('ask nobody before they are opened, and are what is set then', async () => {
    const { tools, asked } = await setup()
    expect(asked()).toBe(0)
    tools.open()
    await settled(() => tools.site.value !== undefined)
    expect([asked(), tools.site.value?.widgets.map(({ name }) => name)]).toEqual([1, ['main']])
  })

  it('close and open the hours of the first group, and make one where there is none', async () => {
    const { tools, site } = await setup()
    tools.open()
    await settled(() => tools.site.value !== undefined)
    for (const hours of ['closed', 'open'] as const) {
      tools.setHours(hours)
      await settled(
        () => hoursIn(tools.site.value?.groups[0]?.values) === hours && tools.site.value?.groups.length === 1,
      )
      expect(Object.keys(site.read().groups)).toEqual(['desk'])
    }
    tools.addGroup('repairs')
    await settled(() => tools.site.value?.groups.length === 2)
    tools.removeGroup('desk')
    await settled(() => tools.site.value?.groups.length === 1)
    expect(Object.keys(site.read().groups)).toEqual(['repairs'])
    expect(tools.problem.value).toBe('')
  })

  it('set forms of the widget, and know them again', async () => {
    const { tools, site } = await setup()
    tools.open()
    await settled(() => tools.site.value !== undefined)
    const valueOf = (setting: string) => tools.site.value?.widgets[0]?.values[setting]
    tools.setWidget({ entryForm: JSON.stringify(FORMS.entryForm.file), feedback: 'ten' })
    await settled(() => formIn(FORMS.entryForm, valueOf('entryForm')) === 'file')
    expect(site.read().widgets.main).toMatchObject({ feedback: { scale: 'ten' } })
    tools.setWidget({ entryForm: '{"id":"entry","fields":[{"name":"a","type":"text","label":"A"}]}' })
    await settled(() => formIn(FORMS.entryForm, valueOf('entryForm')) === undefined)
    tools.setWidget({ entryForm: '' })
    await settled(() => formIn(FORMS.entryForm, valueOf('entryForm')) === '')
  })

  it.each([
    ['nobody lets us in', { isLetIn: false }, /^This server lets nobody in from here/],
    ['we are no administrator', { isAdmin: false }, /^The backend did not take it/],
  ])('say so where %s', async (_, how, said) => {
    const { tools } = await setup(how)
    tools.open()
    await settled(() => tools.problem.value !== '')
    expect(tools.problem.value).toMatch(said)
  })

  it('say what is wrong with a name, and show what is set', async () => {
    const { tools } = await setup()
    tools.open()
    await settled(() => tools.site.value !== undefined)
    tools.addGroup('No Group')
    await settled(() => tools.problem.value !== '')
    expect(tools.problem.value).toContain('is no name for a group')
    expect(tools.site.value?.groups).toEqual([])
  })

  it('have hours that end in two minutes, or with the day', () => {
    const at = (hour: number, minute: number) => new Date(2026, 5, 1, hour, minute).getTime()
    expect(toHoursTexts('closing', at(12, 0)).mon).toBe('00:00-12:02')
    expect(toHoursTexts('closing', at(23, 59)).mon).toBe('00:00-24:00')
    expect(hoursIn(toHoursTexts('closing', at(12, 0)))).toBeUndefined()
  })
})

it('gives the snippet of what is chosen, safe to be pasted', () => {
  expect(toSnippet({}, { origin: 'https://help.example.com', device: 'desktop' })).toBe(
    '<script async src="https://help.example.com/zvonek.js?widget=main" referrerpolicy="no-referrer"></script>',
  )
  expect(
    toSnippet({ widget: 'service', title: "Jana's <b>&" }, { origin: 'https://a.example', device: 'desktop' }),
  ).toContain(`?widget=service" data-options='{"title":"Jana&#39;s &lt;b>&amp;"}'`)
  expect(toSnippet({ backend: 'page', theme: 'dark' }, { origin: 'https://a.example', device: 'desktop' })).toMatch(
    /^createWidget\(\{\n {2}"theme": "dark"/,
  )
})
