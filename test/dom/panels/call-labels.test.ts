import { describe, expect, it } from 'vitest'
import czechPage from '../../../src/i18n/cs/callpage.js'
import czechRoom from '../../../src/i18n/cs/callroom.js'
import czechCall from '../../../src/i18n/cs/videocall.js'
import englishPage from '../../../src/i18n/en/callpage.js'
import englishRoom from '../../../src/i18n/en/callroom.js'
import englishCall from '../../../src/i18n/en/videocall.js'
import type { CallPageWords, CallRoomWords, CallWords } from '../../../src/i18n/words.js'

type Words = CallWords & CallRoomWords

/** The names that each short word stands under. */
const NAMES: Record<keyof CallPageWords['short'], readonly (keyof Words)[]> = {
  mic: ['mute', 'unmute'],
  camera: ['cameraOff', 'cameraOn'],
  share: ['share'],
  unshare: ['unshare'],
  flip: ['flip'],
  pip: ['pip'],
  full: ['full'],
  hangUp: ['hangUp'],
}

const unsaid = (short: CallPageWords['short'], words: Words) =>
  Object.entries(NAMES).flatMap(([key, names]) =>
    names
      .map(name => ({
        label: short[key as keyof typeof short].toLowerCase(),
        name: (words[name] as string).toLowerCase(),
      }))
      .filter(({ label, name }) => !name.includes(label)),
  )

/* WCAG 2.5.3: who speaks to their device says what they read. */
describe('the word under a button of the call page', () => {
  it.each([
    ['en', englishPage.short, { ...englishCall, ...englishRoom }],
    ['cs', czechPage.short, { ...czechCall, ...czechRoom }],
  ])('is a part of its name: %s', (_, short, words) => expect(unsaid(short, words)).toEqual([]))

  it('would be caught if it were another', () => {
    const short = { ...englishPage.short, mic: 'Sound' }
    expect(unsaid(short, { ...englishCall, ...englishRoom })).toHaveLength(2)
  })
})
