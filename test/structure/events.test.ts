import { readFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { checkEvent } from '../../src/app/heard.js'
import { readSources } from './sources.js'

/** Events that our sources tell a page, by name. */
const emitted = (texts: Iterable<string>): Set<string> =>
  new Set([...texts].flatMap(text => [...text.matchAll(/\bemit\('([\w.]+)'/g)].map(([, name]) => name!)))

const named = (readme: string): string[] => (/^Events: `([^`]+)`/m.exec(readme)?.[1] ?? '').split(' ')
/** A session's are told by its state. */
const withoutSessions = (names: Iterable<string>) => [...names].filter(name => !name.startsWith('session.')).sort()

describe('the README', () => {
  const events = named(readFileSync('README.md', 'utf8'))

  it('names every event that a page can hear, and no other', () => {
    const told = emitted(readSources(['src'], /\.tsx?$/).values())
    expect(told.size).toBeGreaterThan(5)
    expect(withoutSessions(events)).toEqual(withoutSessions(told))
    expect(events.filter(name => name.startsWith('session.'))).toEqual(
      ['created', 'queued', 'accepted', 'ended'].map(state => `session.${state}`),
    )
  })

  it('names what a page may listen to without being warned, and nothing else', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    for (const name of ['*', ...events]) checkEvent(name)
    expect(warn).not.toHaveBeenCalled()
    checkEvent('call.begun')
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })

  it('would be caught forgetting one', () => {
    expect(withoutSessions(emitted([`emit('form.submitted', { form })`]))).not.toEqual(withoutSessions(named('x')))
  })
})
