import { expect, test } from './fixtures.js'
import { hostOn } from './models/host.js'
import { widgetOn } from './models/widget.js'

test.slow()

test('a scope of its own is a visitor of its own: words, keys, clients at the desk and goodbyes stay apart', async ({
  host,
  site,
  visitor,
  backend,
  anna,
}) => {
  const scope = new URL(backend.url).host
  const tab = async (name: string) => {
    const page = await host.page.context().newPage()
    const other = await hostOn(page, site)
    await other.visit(name)
    const widget = widgetOn(page)
    await widget.open()
    return { other, widget }
  }
  site.change('journey', html => html.replace('?widget=main', '?widget=main&amp;scope=second'))
  await host.visit('plain')
  await visitor.open()
  await visitor.say('Of the first')
  await anna.accept('Visitor 1')

  const second = await tab('journey')
  await second.widget.say('Of the second')
  await anna.accept('Visitor 2')
  await anna.say('To the second')
  await expect(second.widget.log).toContainText('To the second')
  await expect(second.widget.message('Of the first')).toHaveCount(0)
  await expect(visitor.message('To the second')).toHaveCount(0)

  // Tabs of one scope are one visitor: what is looked at would be seen.
  const [first, also] = [await tab('plain'), await tab('journey')]
  await expect(first.widget.log).toContainText('Of the first')
  await expect(also.widget.log).toContainText('To the second')
  await expect(also.widget.message('Of the first')).toHaveCount(0)

  const keys = await host.stored()
  for (const one of [scope, 'second']) expect(keys).toContain(`local zvonek:${one}:token`)
  await host.tell(z => z.logout())
  await expect(first.widget.message('Of the first')).toHaveCount(0)
  await expect(also.widget.log).toContainText('To the second')
  const left = await host.stored()
  expect(left.filter(key => key.includes(`:${scope}:`))).toEqual([])
  expect(left).toContain('local zvonek:second:token')
  await second.widget.say('Still here')
  await expect(anna.message('Still here')).toBeVisible()
})
