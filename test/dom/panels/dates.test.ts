import { afterEach, describe, expect, it, vi } from 'vitest'
import { createDates } from '../../../src/panels/chat/dates.js'

afterEach(() => vi.restoreAllMocks())

describe('dates in the chat', () => {
  it('cost nothing before one is shown, and their making once however many are', () => {
    const { DateTimeFormat } = Intl
    const made = vi.spyOn(Intl, 'DateTimeFormat').mockImplementation(function (...args) {
      return new DateTimeFormat(...args)
    })
    const dates = createDates('en')
    expect(made).not.toHaveBeenCalled()
    const times = [0, 60_000, 120_000].map(dates.time)
    expect(new Set(times).size).toBe(3)
    expect(made).toHaveBeenCalledTimes(1)
  })

  it('are words for the two days that have one, with a capital', () => {
    const { day } = createDates('cs')
    const now = Date.now()
    expect([day(now), day(now - 86_400_000)]).toEqual(['Dnes', 'Včera'])
    expect(day(Date.UTC(2026, 0, 2, 12))).toMatch(/^Pátek 2\. ledna$/)
  })
})
