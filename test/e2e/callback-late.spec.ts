import { MINUTE, test } from './callback-fixtures.js'
import { expect } from './fixtures.js'

test.describe('with one half hour a day', () => {
  const week = { thu: [['10:30', '11:00']], fri: [['09:00', '09:30']], mon: [['09:00', '09:30']] } as const
  test.use({ groups: { desk: { hours: { zone: 'Europe/Prague', week }, callbacks: 1 } } })
  test('who comes too late is told the day of the nearest that is free, and sees that day', async ({ tooLate }) => {
    const late = await tooLate()
    await expect(late.alert).toHaveText(
      /^10:30\sAM has just been taken\. The nearest free time is Friday(,| at)? 9:00\sAM\.$/,
    )
    await late.panel.getByText('9:00 AM', { exact: true }).click()
    await late.button('Call me tomorrow at 9:00 AM').click()
    await expect(late.heading('We will ring you')).toBeVisible()
  })
})

test.describe('from another zone, where nobody dials', () => {
  test.use({ timezoneId: 'Europe/London' })
  test('who waits is told the truth, and the ways to move and to cancel; at the desk it is overdue', async ({
    host,
    caller,
    anna,
    timed,
  }) => {
    const { ask, heading, panel, button } = caller
    await host.visit('plain')
    await ask('+420601234567')
    await expect(heading('Keep your phone near')).toBeVisible()
    const row = anna.callbacks.getByRole('listitem')
    await expect(row).toContainText('as soon as possible')
    timed.pass(10 * MINUTE)
    await expect(heading('Sorry for the wait')).toBeVisible()
    await expect(panel).toContainText(
      'It takes longer than we thought. We will call +420 601 234 567 as soon as we can.',
    )
    await expect(row).toContainText('overdue')

    // The hours end at noon; they begin at nine, which is eight where this visitor is.
    timed.pass(120 * MINUTE)
    await expect(panel).toContainText('We did not get to you before we closed.')
    await expect(panel).toContainText(
      /when we open: Friday, November 27 at 8:00\sAM your time \(9:00\sAM Central European Time\)\./,
    )
    await host.page.reload()
    await host.tell(z => z.open('callback'))
    await expect(panel).toContainText('We did not get to you before we closed.')

    await button('Change').click()
    await expect(panel.getByRole('radio', { name: 'At a time', exact: true })).toBeChecked()
    await panel.getByText('8:30 AM', { exact: true }).click()
    await button('Call me tomorrow at 8:30 AM').click()
    await expect(heading('We will ring you')).toBeVisible()
    await expect(row).toContainText('It rings here at its time.')
    await button('Cancel').click()
    await expect(panel).toContainText('Cancelled, we will not call.')
  })
})
