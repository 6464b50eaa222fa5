import { describe, expect, it } from 'vitest'
import { inApp, toOutcome } from '../../../src/media/devices.js'
import { readSending } from '../../../src/media/note.js'

/* Names of https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia, and of browsers older than it. */
it.each([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotReadableError', 'inUse'],
  ['AbortError', 'inUse'],
  ['NotFoundError', 'noDevices'],
  ['OverconstrainedError', 'noDevices'],
  ['TypeError', 'unsupported'],
] as const)('%s of camera and microphone means: %s', (name, outcome) =>
  expect(toOutcome(new DOMException('', name))).toBe(outcome),
)

it.each([[undefined], [null], ['no'], [{}]])('what is no error is no device either: %j', thrown =>
  expect(toOutcome(thrown)).toBe('unsupported'),
)

describe('a browser within another app', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) [FBAN/FBIOS;FBAV/480.0]', 'Facebook'],
    ['Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Instagram 310.0', 'Instagram'],
    ['Mozilla/5.0 (Linux; Android 14) MicroMessenger/8.0', 'WeChat'],
  ])('is named', (agent, name) => expect(inApp(agent)).toBe(name))

  it('is not found in a plain one', () =>
    expect(inApp('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36')).toBeUndefined())
})

describe('what the other end says that it sends', () => {
  const NONE = { mic: false, camera: false, screen: false, narrow: false }
  it.each([
    ['{"mic":true,"camera":false,"screen":true}', { ...NONE, mic: true, screen: true }],
    ['{"mic":true,"narrow":true}', { ...NONE, mic: true, narrow: true }],
    ['{"mic":1,"camera":"yes"}', NONE],
    ['[]', NONE],
    ['null', NONE],
    ['{', undefined],
    ['', undefined],
  ])('is believed as far as it is well-formed: %s', (said, sending) => expect(readSending(said)).toEqual(sending))
})
