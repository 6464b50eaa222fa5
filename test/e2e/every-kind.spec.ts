import { writeFile } from 'node:fs/promises'
import type { Form } from '../../src/protocol/form.js'
import { expect, test } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

const formOf = (backend: string): Form => ({
  id: 'every',
  title: 'A bit of everything',
  fields: [
    { name: 'head', type: 'heading', label: 'About your lamp' },
    { name: 'lead', type: 'paragraph', label: 'It takes a minute.' },
    { name: 'picture', type: 'image', label: 'Where the number stands', url: `${backend}/photos/anna.svg` },
    { name: 'height', type: 'number', label: 'Height', min: 1, max: 9, required: true },
    { name: 'day', type: 'date', label: 'Day' },
    { name: 'hour', type: 'time', label: 'Hour' },
    {
      name: 'colour',
      type: 'select',
      label: 'Colour',
      options: [
        { value: 'red', label: 'Red' },
        { value: 'blue', label: 'Blue' },
      ],
    },
    { name: 'stars', type: 'rating', label: 'Stars', scale: 'stars' },
    { name: 'mood', type: 'rating', label: 'Mood', scale: 'smileys' },
    { name: 'thumbs', type: 'rating', label: 'Thumbs', scale: 'thumbs' },
    { name: 'ten', type: 'rating', label: 'Likely', scale: 'ten' },
    { name: 'news', type: 'checkbox', label: 'Send me news' },
    { name: 'more', type: 'textarea', label: 'More', showIf: [{ name: 'mood', is: 'equal', value: '2' }] },
  ],
})

test('a form of every kind of field is filled in by keys, and each answer is at the desk', async ({
  backend,
  host,
  visitor,
  anna,
}, info) => {
  const file = info.outputPath('every.json')
  await writeFile(file, JSON.stringify(formOf(backend.url)))
  await backend.stop()
  await backend.command('widget', 'set', 'main', '--entry-form', file)
  await backend.start()
  await host.visit('plain')
  await visitor.push.click()
  const form = visitor.panel.getByRole('form', { name: 'A bit of everything', exact: true })
  await expect(form.getByRole('heading', { name: 'About your lamp' })).toBeVisible()
  await expect(form.getByText('It takes a minute.')).toBeVisible()
  await expect(form.getByRole('img', { name: 'Where the number stands' })).toBeVisible()
  expect(await seriousFaults(host.page), 'empty').toEqual([])

  const { keyboard } = host.page
  await form.getByLabel('Height').focus()
  await keyboard.type('10,5')
  await keyboard.press('Enter')
  await expect(form.getByLabel('Height')).toHaveAccessibleDescription('The most is 9.')
  await expect(form.getByLabel('Height')).toBeFocused()
  await keyboard.press('Control+A')
  await keyboard.type('1,5')
  await form.getByLabel('Day').fill('2026-11-30')
  await form.getByLabel('Hour').fill('16:30')
  await form.getByLabel('Colour').focus()
  await keyboard.type('Blue')
  await expect(form.getByLabel('Colour')).toHaveValue('blue')
  for (const [name, steps] of [
    ['Stars', 3],
    ['Mood', 1],
    ['Thumbs', 0],
    ['Likely', 9],
  ] as const) {
    await form.getByRole('group', { name }).getByRole('radio').first().focus()
    await keyboard.press('Space')
    for (let n = 0; n < steps; n++) await keyboard.press('ArrowRight')
  }
  await form.getByRole('checkbox', { name: 'Send me news' }).focus()
  await keyboard.press('Space')
  await form.getByLabel('More').focus()
  await keyboard.type('It flickers')
  expect(await seriousFaults(host.page), 'filled in').toEqual([])
  await form.getByRole('button', { name: 'Start chat' }).focus()
  await keyboard.press('Enter')

  await anna.client('Visitor 1').getByRole('button', { name: 'Preview' }).click()
  for (const fact of [
    /Height\s*1,5\s/,
    /Day\s*2026-11-30\s/,
    /Hour\s*16:30\s/,
    /Colour\s*Blue\s/,
    /Stars\s*4\s/,
    /Mood\s*2\s/,
    /Thumbs\s*1\s/,
    /Likely\s*9\s/,
    /More\s*It flickers\s/,
  ])
    await expect(anna.preview).toContainText(fact)
})
