import { useEffect } from 'preact/hooks'
import { fill } from '../../../src/i18n/format.js'
import type { CallModel } from '../../../src/panels/call/model.js'
import { callWords } from '../call-words.js'
import type { Desk } from '../model/model.js'
import { NoPicture } from '../model/picturing.js'
import { shoot } from './shoot.js'

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
  const { id, state } = model.call.value?.picture ?? {}
  const { camera: stream } = model.streams.value
  const far = model.far.value
  useEffect(() => {
    if (state !== 'allowed' || !far) return
    desk.takePicture(async () => {
      if (!far.camera) throw new NoPicture('the camera is off')
      const video = [...(place.current?.querySelectorAll('video') ?? [])].find(one => one.srcObject === stream)
      if (!video) throw new Error('no video is drawn')
      return shoot(video, desk.callLine.clock)
    })
  }, [state, id, far, stream])
  if (model.link.value !== 'connected') return null
  const fault = desk.pictureFault.value
  const told = fault && fault.picture === id && state === 'allowed' ? say[fault.why] : state && say[state]
  return (
    <p class="picture">
      <button type="button" class="b" disabled={!far?.camera || state === 'asked'} onClick={desk.askPicture}>
        {say.ask}
      </button>
      <span role="status">{fill(told ?? '', { name })}</span>
    </p>
  )
}
