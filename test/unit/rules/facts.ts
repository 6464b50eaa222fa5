import type { Facts } from '../../../src/core/rule-holds.js'

/** A visitor on a shop's basket, on a Monday at noon. */
export const facts = (more: Partial<Facts> = {}): Facts => ({
  now: Date.UTC(2026, 10, 23, 12, 0),
  visits: 2,
  language: 'cs-CZ',
  country: 'CZ',
  url: 'https://shop.example/basket/4711?step=2#delivery',
  referrer: 'https://www.search.example/find?q=bulbs',
  timeOnPage: 30,
  timeOnSite: 90,
  scroll: 40,
  exitIntent: false,
  device: 'desktop',
  params: { plan: 'gold', orders: '12', note: '' },
  availability: { webchat: 'online', callback: 'busy' },
  ...more,
})
