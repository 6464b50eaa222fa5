import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test as base } from './fixtures.js'
import { askingOn } from './models/asking.js'
import { letterOn } from './models/letter.js'

/** A verifier that takes one token. */
const test = base.extend({
  env: async ({}, use, info) => {
    const file = join(info.outputDir, 'verify.mjs')
    info.outputPath()
    writeFileSync(info.outputPath('verify.mjs'), 'export const verify = async token => token === "a person"\n')
    await use({ ZVONEK_CHECK: file })
  },
})
test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('a site’s own check stands between its forms and the desk: it is called at the end, may fail, and loses nothing', async ({
  host,
  visitor,
  page,
  anna,
}) => {
  await host.visit('asking')
  await host.tell(async widget => {
    await widget.setParams({ name: 'Jana', city: 'Brno' })
    const asked: string[] = []
    Object.assign(window, { asked })
    await widget.setCheck(async ({ form }) => {
      asked.push(form)
      if (asked.length === 1) throw new Error('blocked')
      return asked.length === 2 ? 'a program' : 'a person'
    })
  })
  const asked = () => page.evaluate(() => (window as unknown as { asked: string[] }).asked)
  const { field, before, choice, box } = askingOn(page)
  await visitor.push.click()
  await field('Name').fill('Jana Nováková')
  await choice(/^A repair/).check({ force: true })
  await box(/^I agree/).check()
  const start = () => before.getByRole('button', { name: 'Start chat' }).click()
  expect(await asked()).toEqual([])
  await start()
  await expect(before.getByRole('alert')).toContainText('We could not make sure that a person sends this.')
  await expect(field('Name')).toHaveValue('Jana Nováková')
  await start()
  await expect.poll(asked).toHaveLength(2)
  await expect(before.getByRole('alert')).toContainText('We could not make sure that a person sends this.')
  await start()
  await expect(visitor.panel.getByRole('heading', { name: 'We are ringing' })).toBeVisible()
  expect(await asked()).toEqual(['entry', 'entry', 'entry'])
  await anna.client('Jana Nováková').getByRole('button', { name: 'Preview' }).click()
  await expect(anna.preview).toContainText(/city\s*Brno/)
})

test('what the page knows stands in the message that is left, and a draft stays before it', async ({
  host,
  visitor,
  page,
  anna,
  sit,
}) => {
  for (const desk of [anna, await sit('boris')]) await desk.be('away')
  await host.visit('plain')
  await host.tell(widget => widget.setParams({ name: 'Jana', email: 'jana@mail.example' }))
  await visitor.push.click()
  const { field } = letterOn(page)
  await expect(field('Name')).toHaveValue('Jana')
  await expect(field('E-mail')).toHaveValue('jana@mail.example')
  await field('Name').fill('Jana Nováková')
  await page.reload()
  await host.tell(widget => widget.setParams({ name: 'Somebody' }))
  await visitor.push.click()
  await expect(field('Name')).toHaveValue('Jana Nováková')
})
