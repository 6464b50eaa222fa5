import type { CallPageWords } from '../../i18n/words.js'
import { page } from '../../page.js'
import { Button } from '../parts/Button.js'
import { Sign, type SignName } from './Sign.js'
import type { CallView } from './view.js'

interface ControlProps {
  view: CallView
  name: string
  short: keyof CallPageWords['short']
  sign: SignName
  look?: string
  onClick(): void
}

const Control = ({ view, name, short, sign, look = '', onClick }: ControlProps) => (
  <Button class={look} aria-label={name} title={view.page ? '' : name} onClick={onClick}>
    <span>
      <Sign name={sign} />
    </span>
    {view.page?.value.short[short]}
  </Button>
)

/** Sound and picture: before the call and in it. */
export const Devices = ({ view }: { view: CallView }) => {
  const { words, model } = view
  const { local } = model
  const said = words.value
  const mic = local.micOn.value && !!local.tracks.value.mic
  const camera = local.cameraOn.value
  return (
    <>
      <Control
        view={view}
        name={mic ? said.mute : said.unmute}
        short="mic"
        sign={mic ? 'mic' : 'micOff'}
        look={mic ? '' : 'off'}
        onClick={() => local.setMic(!mic)}
      />
      <Control
        view={view}
        name={camera ? said.cameraOff : said.cameraOn}
        short="camera"
        sign={camera ? 'camera' : 'cameraOff'}
        look={camera ? '' : 'off'}
        onClick={() => void local.setCamera(!camera)}
      />
    </>
  )
}

/** The platform's own, bound to the document it belongs to. */
const leave = (name: 'exitPictureInPicture' | 'exitFullscreen') =>
  page(name).call(page('documentElement').ownerDocument)

/** Everything that can be done in a call. */
export const Controls = ({ view, stage }: { view: CallView; stage: { current: HTMLElement | null } }) => {
  const { words, model } = view
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
        <Control view={view} name={said.flip} short="flip" sign="flip" onClick={() => void local.flip()} />
      )}
      {local.mayShare && (
        <Control
          view={view}
          name={screen ? said.unshare : said.share}
          short="share"
          sign="share"
          look={screen ? 'off' : ''}
          onClick={() => void local.setScreen(!screen)}
        />
      )}
      {page('pictureInPictureEnabled') && (
        <Control view={view} name={said.pip} short="pip" sign="pip" onClick={onSmall} />
      )}
      {page('fullscreenEnabled') && <Control view={view} name={said.full} short="full" sign="full" onClick={onFull} />}
      <Control view={view} name={said.hangUp} short="hangUp" sign="hang" look="hang" onClick={model.hangUp} />
    </div>
  )
}
