import { writeFile } from 'node:fs/promises'
import { expect, test } from './fixtures.js'
import { wordOn } from './models/rules.js'
import { settingsOn } from './models/settings.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('rules that are set by command or at the desk stand in the script of their widget', async ({
  backend,
  site,
  somebody,
  anna,
}, info) => {
  const file = info.outputPath('rules.json')
  await writeFile(file, JSON.stringify({ list: [{ id: 'hello', then: [{ do: 'popUp', text: 'Can we help?' }] }] }))
  await backend.command('widget', 'set', 'main', '--rules', file)
  await expect.poll(async () => (await fetch(`${backend.url}/zvonek.js?widget=main`)).text()).toContain('"rules":{')
  const page = await somebody()
  await page.goto(site.page('plain'))
  await expect(wordOn(page).bubble).toContainText('Can we help?')

  const settings = settingsOn(anna.page)
  await settings.open()
  await settings.field('Rules').fill('{ "list": [{ "id": "hello", "then": [{ "do": "dance" }] }] }')
  await settings.save()
  await expect(settings.field('Rules')).toHaveAccessibleDescription(
    /^The rule “hello” cannot be followed: then\[0\] does `dance`/,
  )
  await settings.field('Rules').fill('')
  await settings.save()
  await expect(settings.told).toHaveText('Saved. It counts from now on.')
  await expect.poll(async () => (await fetch(`${backend.url}/zvonek.js?widget=main`)).text()).not.toContain('"rules":{')
})
