import { page } from '../../../page.js'
import { flip, full, hang, pip, share } from '../signs.js'
import type { StageView } from '../view.js'

/** The platform's own, bound to the document it belongs to. */
const leave = (name: 'exitPictureInPicture' | 'exitFullscreen') =>
  page(name).call(page('documentElement').ownerDocument)

/** Everything that can be done in a call. */
export const Controls = ({ view, stage }: { view: StageView; stage: { current: HTMLElement | null } }) => {
  const { words, model, parts } = view
  const { Control, Devices } = parts
  const { local } = model
  const said = words.value
  const screen = !!local.tracks.value.screen
  const isPhone = matchMedia('(pointer: coarse)').matches
  const onSmall = () => {
    const video = stage.current?.querySelector<HTMLVideoElement>('video.main')
    if (page('pictureInPictureElement')) void leave('exitPictureInPicture')
    else void video?.requestPictureInPicture?.().catch(() => {})
  }
  const onFull = () => {
    if (page('fullscreenElement')) void leave('exitFullscreen')
    else void stage.current?.requestFullscreen?.().catch(() => {})
  }
  return (
    <div class="ctl">
      <Devices view={view} />
      {isPhone && local.choices.value.camera.length > 1 && (
        <Control view={view} name={said.flip} short="flip" sign={flip} onClick={() => void local.flip()} />
      )}
      {local.mayShare && (
        <Control
          view={view}
          name={screen ? said.unshare : said.share}
          short={screen ? 'unshare' : 'share'}
          sign={share}
          look={screen ? 'off' : ''}
          onClick={() => void local.setScreen(!screen)}
        />
      )}
      {page('pictureInPictureEnabled') && (
        <Control view={view} name={said.pip} short="pip" sign={pip} onClick={onSmall} />
      )}
      {page('fullscreenEnabled') && <Control view={view} name={said.full} short="full" sign={full} onClick={onFull} />}
      <Control view={view} name={said.hangUp} short="hangUp" sign={hang} look="hang" onClick={model.hangUp} />
    </div>
  )
}
