import { afterEach, describe, expect, it, vi } from 'vitest'
import { checkEvent } from '../../src/app/heard.js'

afterEach(() => void vi.restoreAllMocks())

describe('an event that a page listens to', () => {
  it('and that never comes is not waited for in silence', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    for (const type of ['nope', '*', 'session.ended', 'form.submitted', 'toString']) checkEvent(type)
    expect(warn.mock.calls).toEqual([
      ['zvonek: no event', 'nope'],
      ['zvonek: no event', 'toString'],
    ])
  })
})
