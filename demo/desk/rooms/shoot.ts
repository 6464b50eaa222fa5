import type { Clock } from '../../../src/protocol/ports.js'

/** Ms that a picture may take to come; after that it would be one of another moment than was agreed to. */
export const PATIENCE = 5_000

/** What is seen now, as large as it came. @throws {Error} where nothing is seen in time, or the browser cannot draw it. */
export const shoot = async (video: HTMLVideoElement, clock: Pick<Clock, 'after'>): Promise<File> => {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) await loaded(video, clock)
  const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas to draw on')
  pen.drawImage(video, 0, 0)
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
  return new File([blob], 'picture.jpg', { type: blob.type })
}

const loaded = (video: HTMLVideoElement, clock: Pick<Clock, 'after'>) =>
  new Promise<void>((resolve, reject) => {
    const off = new AbortController()
    const undo = clock.after(PATIENCE, () => {
      off.abort()
      reject(new Error('no picture came in time'))
    })
    const done = () => {
      undo()
      resolve()
    }
    video.addEventListener('loadeddata', done, { once: true, signal: off.signal })
  })
