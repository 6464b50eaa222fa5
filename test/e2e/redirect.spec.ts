import { expect, test } from './fixtures.js'
import { seriousFaults } from './rig/axe.js'

test.use({ contextOptions: { reducedMotion: 'reduce' } })

test('a conversation goes to a colleague: the visitor reads who takes over, and each desk what has become of it', async ({
  visitor,
  anna,
  sit,
  meet,
}) => {
  const boris = await sit('boris')
  await meet('My lamp is broken')
  await anna.say('One moment')
  await anna.button('More').click()
  await anna.page
    .getByRole('menuitem', { name: /^Boris/ })
    .first()
    .click()

  await expect(visitor.panel.getByText('Boris takes over').first()).toBeVisible()
  await expect(anna.page.getByText('Visitor 1 is with Boris now.')).toBeVisible()
  await expect(anna.conversations.getByRole('button')).toHaveCount(0)
  await expect(anna.field).toBeHidden()
  await expect(boris.page.getByText('Anna has handed Visitor 1 to you.').first()).toBeVisible()
  await expect(boris.message('My lamp is broken')).toBeVisible()
  await boris.say('I repair it')
  await expect(visitor.message('I repair it')).toBeVisible()
  await visitor.say('Thank you')
  await expect(boris.message('Thank you')).toBeVisible()
  await expect
    .poll(() => visitor.shown(/My lamp is broken|One moment|Boris takes over|I repair it|Thank you/))
    .toEqual(['My lamp is broken', 'One moment', 'Boris takes over', 'I repair it', 'Thank you'])
})

test('by keyboard alone: who waits rings at the colleague, who asks the first one in and goes', async ({
  host,
  visitor,
  anna,
  sit,
}) => {
  const boris = await sit('boris')
  await host.visit('plain')
  await visitor.open()
  await visitor.say('My lamp is broken')
  const redirect = anna.client('Visitor 1').getByRole('button', { name: 'Redirect', exact: true })
  await redirect.focus()
  await anna.page.keyboard.press('Enter')
  await expect(anna.page.getByRole('menuitem', { name: /^Boris/ })).toBeFocused()
  expect(await seriousFaults(anna.page), 'the menu of one who waits').toEqual([])
  await anna.page.keyboard.press('Escape')
  await expect(anna.page.getByRole('menu')).toHaveCount(0)
  await expect(redirect).toBeFocused()
  await anna.page.keyboard.press('Enter')
  await expect(anna.page.getByRole('menuitem', { name: /^Boris/ })).toBeFocused()
  await anna.page.keyboard.press('Enter')
  await expect(anna.client('Visitor 1')).toContainText('for Boris')
  await expect(boris.client('Visitor 1')).toContainText('for you')

  await boris.accept('Visitor 1')
  const more = boris.button('More')
  await more.focus()
  await boris.page.keyboard.press('Enter')
  await expect(boris.page.getByRole('menuitem', { name: /^Anna/ }).first()).toBeFocused()
  expect(await seriousFaults(boris.page), 'the menu of a conversation').toEqual([])
  await boris.page.keyboard.press('ArrowDown')
  await expect(boris.page.getByRole('group', { name: 'Ask in' }).getByRole('menuitem')).toBeFocused()
  await boris.page.keyboard.press('Enter')
  await expect(more).toBeFocused()
  await expect(anna.page.getByText('Boris has asked you into the conversation with Visitor 1.').first()).toBeVisible()
  await anna.say('Both of us are here')
  await expect(visitor.message('Both of us are here')).toBeVisible()
  await expect(boris.message('Both of us are here')).toBeVisible()
  await more.focus()
  await boris.page.keyboard.press('Enter')
  await expect(boris.page.getByRole('menuitem', { name: /^Anna/ }).first()).toBeFocused()
  await boris.page.keyboard.press('End')
  await expect(boris.page.getByRole('menuitem', { name: 'End and block' })).toBeFocused()
  await boris.page.keyboard.press('ArrowUp')
  await expect(boris.page.getByRole('menuitem', { name: 'Leave the conversation' })).toBeFocused()
  await boris.page.keyboard.press('Enter')
  await expect(visitor.panel.getByText('Boris left the conversation').first()).toBeVisible()
  await expect(boris.conversations.getByRole('button')).toHaveCount(0)
  await anna.say('And now it is me')
  await expect(visitor.message('And now it is me')).toBeVisible()
})

test('a colleague who is not there is not to be chosen', async ({ visitor, anna, sit, meet }) => {
  const boris = await sit('boris')
  await meet('My lamp is broken')
  await boris.be('away')
  await anna.button('More').click()
  const item = anna.page.getByRole('group', { name: 'Hand over to' }).getByRole('menuitem', { name: /^Boris/ })
  await expect(item).toHaveAttribute('aria-disabled', 'true')
  await expect(item).toContainText('away')
  await item.click({ force: true })
  await expect(anna.page.getByRole('menu')).toBeVisible()
  await anna.log.click({ position: { x: 10, y: 10 } })
  await expect(anna.page.getByRole('menu')).toHaveCount(0)
  await anna.say('Still with you')
  await expect(visitor.message('Still with you')).toBeVisible()
})

test('who is blocked finds nobody there, on this page and the next, until the desk lets them in again', async ({
  host,
  visitor,
  anna,
  meet,
}) => {
  await meet('Rude words')
  await anna.button('More').click()
  await anna.page.getByRole('menuitem', { name: 'End and block' }).click()
  const blocked = anna.page.getByRole('list', { name: 'Blocked clients' })
  await expect(blocked.getByRole('listitem')).toContainText('Visitor 1')
  await expect(blocked.getByRole('listitem')).toContainText('by Anna')
  expect(await seriousFaults(anna.page), 'somebody is blocked').toEqual([])

  const away = visitor.panel
    .getByRole('form', { name: 'Leave a message' })
    .getByText('Nobody is at the desk now. Write to us, we answer as soon as we can.')
  await expect(away).toBeVisible()
  await host.visit('long')
  await visitor.push.click()
  await expect(away).toBeVisible()
  expect(await visitor.panel.innerText()).not.toMatch(/block/i)

  await anna.button('Unblock Visitor 1').click()
  await expect(blocked).toHaveCount(0)
  await expect(away).toBeHidden()
  await visitor.fold()
  await visitor.open()
  await visitor.say('Sorry for that')
  await expect(anna.client('Visitor 1')).toContainText('Sorry for that')
})
