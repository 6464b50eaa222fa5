import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { CallModel } from '../../../src/panels/call/model.js'
import { callWords } from '../call-words.js'
import type { Desk } from '../model/model.js'

const say = callWords.picture

interface PictureProps {
  desk: Desk
  model: CallModel
  name: string
  /** Where the call is drawn. */
  place: { current: HTMLElement | null }
}

/** A picture of the client's video, which they agree to each time: asked for, taken as soon as they do, and sent. */
export const Picture = ({ desk, model, name, place }: PictureProps) => {
  const failed = useSignal('')
  const tried = useRef('')
  const { id = '', state } = model.call.value?.picture ?? {}
  const { camera: stream } = model.streams.value
  const far = model.far.value
  useEffect(() => {
    if (state !== 'allowed' || !far || tried.current === id) return
    tried.current = id
    const video = [...(place.current?.querySelectorAll('video') ?? [])].find(one => one.srcObject === stream)
    void (far.camera && video ? shoot(video) : Promise.reject(new Error('no video'))).then(desk.givePicture, () => {
      failed.value = id
    })
  }, [state, id, far, stream])
  if (model.link.value !== 'connected') return null
  const told = failed.value === id ? say.failed : state && say[state]
  return (
    <p class="picture">
      <button type="button" class="b" disabled={!far?.camera || state === 'asked'} onClick={desk.askPicture}>
        {say.ask}
      </button>
      <span role="status">{state ? fill(told ?? '', { name }) : ''}</span>
    </p>
  )
}

/** What is seen now, as large as it came. */
const shoot = async (video: HTMLVideoElement): Promise<File> => {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)
    await new Promise(done => video.addEventListener('loadeddata', done, { once: true }))
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  canvas.getContext('2d')?.drawImage(video, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
  return new File([blob], 'picture.jpg', { type: blob.type })
}
