import { signal } from '@preact/signals'
import { render } from 'preact'
import { act } from 'preact/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Picture } from '../../../demo/desk/rooms/Picture.js'
import { PATIENCE } from '../../../demo/desk/rooms/shoot.js'
import type { Told } from '../../../src/media/engine.js'
import type { CallModel } from '../../../src/panels/call/model.js'
import type { Call, CallPicture, FileRef } from '../../../src/protocol/entities.js'
import { TransportFailure } from '../../../src/protocol/failure.js'
import { accepted, anna, changed, client, said, sitDown } from '../../unit/desk/scripted-desk.js'

const CAMERA = { mic: true, camera: true, screen: false, narrow: false }
const REF: FileRef = { id: 'file', name: 'picture.jpg', size: 3, type: 'image/jpeg', url: '/f/file' }
const SENTENCES = {
  taking: 'The picture is being taken.',
  dark: 'There was nothing to be taken: the camera of Visitor 1 is off. Ask again once it is on.',
  failed: 'The picture could not be taken. Ask Visitor 1 again.',
}

let drawn: number
beforeEach(() => {
  sessionStorage.clear()
  drawn = 0
  vi.stubGlobal('OffscreenCanvas', function () {
    return {
      getContext: () => ({ drawImage: () => void drawn++ }),
      convertToBlob: () => Promise.resolve(new Blob(['jpg'], { type: 'image/jpeg' })),
    }
  })
})
const undo: (() => void)[] = []
afterEach(() => {
  for (const off of undo.splice(0)) off()
  vi.unstubAllGlobals()
})

/** Anna's desk in a call with the first visitor, and what it shows of pictures. */
const inCall = async (upload: () => Promise<FileRef> = () => Promise.resolve(REF)) => {
  const rig = await sitDown(undefined, { upload })
  const picture = (state?: CallPicture['state'], id = 'p1') => {
    const seats = { visitor: 'v', operator: 'o' }
    const call: Call = {
      ...{ id: 'call', session: 's1', state: 'running', by: 'visitor', operator: anna.id, seats, at: 1 },
      ...(state && { picture: { id, state } }),
    }
    return changed(accepted(1, anna, { version: ++version, call }))
  }
  let version = 5
  rig.live({ sessions: [accepted(1)], clients: [client(1)] })
  rig.hear(picture())
  const far = signal<Told | undefined>(CAMERA)
  const stream = {} as MediaStream
  const model = { call: rig.desk.callLine.call, link: signal('connected'), streams: signal({ camera: stream }), far }
  const place = { current: document.body.appendChild(document.createElement('div')) }
  const video = place.current.appendChild(document.createElement('video'))
  Object.defineProperties(video, {
    srcObject: { value: stream },
    readyState: { value: HTMLMediaElement.HAVE_CURRENT_DATA, configurable: true },
  })
  const root = document.body.appendChild(document.createElement('div'))
  const show = () =>
    void act(() => render(<Picture desk={rig.desk} model={model as CallModel} name="Visitor 1" place={place} />, root))
  const hide = () => void act(() => render(null, root))
  show()
  undo.push(
    hide,
    () => root.remove(),
    () => place.current.remove(),
    rig.desk.dispose,
  )
  /** A blob is read by the platform itself, in a task of its own. */
  const settle = () =>
    act(async () => {
      await new Promise(resolve => setTimeout(resolve))
      await rig.settle()
    })
  return {
    ...{ ...rig, video, far, show, hide, settle },
    hear: async (state: CallPicture['state'], id?: string) => {
      void act(() => rig.hear(picture(state, id)))
      await settle()
    },
    status: () => root.querySelector('[role=status]')?.textContent,
    /** Messages with a picture, as they went out. */
    given: () => rig.sent('message.send').map(({ command }) => command),
  }
}

describe('a picture that the client has agreed to', () => {
  it('is taken once and sent by the name of that consent; the backend is not told to let go of the file', async () => {
    const { hear, given, sent, settle } = await inCall()
    await hear('asked')
    expect([drawn, given()]).toEqual([0, []])
    await hear('allowed')
    await vi.waitFor(() => expect(given()).toHaveLength(1))
    expect(given()).toMatchObject([{ session: 's1', text: 'picture.jpg', files: ['file'], picture: 'p1' }])
    sent('message.send')[0]?.resolve({ message: said(1, 1, 'picture.jpg') })
    await settle()
    expect(sent('upload.drop')).toEqual([])
  })

  it('that was refused goes again with the same consent, or not at all', async () => {
    const { hear, given, sent, settle, desk } = await inCall()
    await hear('allowed')
    await vi.waitFor(() => expect(given()).toHaveLength(1))
    sent('message.send')[0]?.reject({ kind: 'rejected', code: 'limits' })
    await settle()
    const [failed] = desk.thread.value.filter(({ state }) => state === 'failed')
    desk.retry(failed!.key)
    await settle()
    expect(given().slice(1)).toMatchObject([{ files: ['file'], picture: 'p1' }])
  })

  it('is not taken a second time: not when another conversation was looked at meanwhile, nor in a page shown anew', async () => {
    const first = await inCall()
    first.far.value = { ...CAMERA, camera: false }
    await first.hear('allowed')
    expect([first.status(), drawn]).toEqual([SENTENCES.dark, 0])
    first.hide()
    first.far.value = CAMERA
    first.show()
    await first.settle()
    expect([first.status(), drawn]).toEqual([SENTENCES.dark, 0])

    const again = await inCall()
    await again.hear('allowed')
    expect([drawn, again.given()]).toEqual([0, []])
    await again.hear('asked', 'p2')
    await again.hear('allowed', 'p2')
    await vi.waitFor(() => expect(again.given()).toMatchObject([{ picture: 'p2' }]))
    // The control: a tab that knows nothing of it takes it.
    sessionStorage.clear()
    const stranger = await inCall()
    await stranger.hear('allowed')
    await vi.waitFor(() => expect(stranger.given()).toHaveLength(1))
  })

  it('waits for the video to come, for five seconds and no longer', async () => {
    const { hear, status, video, time, given } = await inCall()
    Object.defineProperty(video, 'readyState', { value: HTMLMediaElement.HAVE_NOTHING })
    await hear('allowed')
    await act(() => time.pass(PATIENCE - 1))
    expect(status()).toBe(SENTENCES.taking)
    await act(() => time.pass(1))
    expect(status()).toBe(SENTENCES.failed)
    video.dispatchEvent(new Event('loadeddata'))
    await act(() => time.settle())
    expect([drawn, given()]).toEqual([0, []])
  })

  it('is taken when the video comes in time, and no timer is left', async () => {
    const { hear, video, time, given } = await inCall()
    Object.defineProperty(video, 'readyState', { value: HTMLMediaElement.HAVE_NOTHING })
    await hear('allowed')
    await act(() => time.pass(PATIENCE - 1))
    const before = time.pending()
    video.dispatchEvent(new Event('loadeddata'))
    expect(time.pending()).toBe(before - 1)
    await vi.waitFor(() => expect(given()).toHaveLength(1))
    expect(drawn).toBe(1)
  })

  it('that the browser cannot draw is not said to be dark: each failure has its own sentence', async () => {
    vi.stubGlobal('OffscreenCanvas', function () {
      throw new TypeError('no such thing')
    })
    const { hear, status } = await inCall()
    await hear('allowed')
    expect(status()).toBe(SENTENCES.failed)
  })

  it('whose way to the server breaks is a file that can be tried again', async () => {
    const broken = () => Promise.reject(new TransportFailure({ kind: 'rejected', code: 'file.type' }))
    const { hear, desk, given } = await inCall(broken)
    await hear('allowed')
    await vi.waitFor(() => expect(desk.uploads.items.value).toMatchObject([{ place: 's1', state: 'refused' }]))
    expect(given()).toEqual([])
  })
})
