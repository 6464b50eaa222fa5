import { useMemo } from 'preact/hooks'
import { cameraOff, Sign } from '../signs.js'
import type { InnerView } from '../view.js'
import { Picture } from './Picture.js'

/** Mirrored, as everybody knows themselves. */
export const Self = ({ view, large }: { view: InnerView; large?: boolean }) => {
  const { camera, screen } = view.model.local.tracks.value
  const stream = useMemo(() => camera && new MediaStream([camera]), [camera])
  const { you, showing, youDark } = view.words.value
  return (
    <div class={large ? 'self large' : 'self'}>
      {stream ? <Picture class="mirror" stream={stream} label={you} /> : <Sign of={cameraOff} />}
      <span>{screen ? showing : stream ? you : youDark}</span>
    </div>
  )
}
