import { useMemo } from 'preact/hooks'
import { Picture } from './Picture.js'
import { Sign } from './Sign.js'
import type { CallView } from './view.js'

/** Mirrored, as everybody knows themselves. */
export const Self = ({ view, large }: { view: CallView; large?: boolean }) => {
  const { camera, screen } = view.model.local.tracks.value
  const stream = useMemo(() => camera && new MediaStream([camera]), [camera])
  const { you, showing, youDark } = view.words.value
  return (
    <div class={large ? 'self large' : 'self'}>
      {stream ? <Picture class="mirror" stream={stream} label={you} /> : <Sign name="cameraOff" />}
      <span>{screen ? showing : stream ? you : youDark}</span>
    </div>
  )
}
