import { expect, test as base } from './fixtures.js'
import { letterOn } from './models/letter.js'
import { settingsOn } from './models/settings.js'

/** A zone where it is about such an hour now, whatever the machine's clock says. */
const zoneAt = (hour: number): string => {
  const shift = ((hour - new Date().getUTCHours() + 35) % 24) - 11
  return `Etc/GMT${shift > 0 ? '-' : '+'}${Math.abs(shift)}`
}
const NOON = zoneAt(12)
const HOURS = { noon: '11:00-14:00', ofServer: '17:00-20:00', ofVisitor: '5:00-8:00' }
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const test = base.extend({ env: { TZ: zoneAt(18) }, timezoneId: zoneAt(6) })

test('hours count in the zone of the site, whatever clock the server and the visitor live by', async ({
  host,
  visitor,
  page,
  anna,
}) => {
  const settings = settingsOn(anna.page)
  await settings.open()
  await settings.choose('New group')
  await settings.field('Name').fill('sales')
  await settings.box('Always open').uncheck()
  await settings.field('Time zone').fill(NOON)
  const set = async (hours: string) => {
    for (const day of DAYS) await settings.field(day).fill(hours)
    await settings.save()
    await expect(settings.button('Save')).toBeEnabled()
    await expect(settings.told).toHaveText('Saved. It counts from now on.')
  }
  await set(HOURS.noon)
  await host.visit('plain')
  await visitor.open()
  await expect(visitor.panel.getByText('We are here')).toBeVisible()
  await visitor.field.fill('Do you have bulbs?')

  const letter = letterOn(page)
  for (const closed of [HOURS.ofServer, HOURS.ofVisitor]) {
    await set(closed)
    // Whoever is writing is asked first.
    if (closed === HOURS.ofServer) await visitor.button('Leave a message').click()
    await expect(letter.form).toBeVisible()
    await expect(letter.field('Your message')).toHaveValue('Do you have bulbs?')
    await set(HOURS.noon)
    await letter.form.getByRole('button', { name: 'Chat instead' }).click()
    await expect(visitor.field).toHaveValue('Do you have bulbs?')
  }
})
