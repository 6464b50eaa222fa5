import { useLayoutEffect, useRef } from 'preact/hooks'

export interface PictureProps {
  stream: MediaStream | undefined
  label: string
  class: string
}

/** A moving picture, silent: what is to be heard is heard elsewhere. */
export const Picture = ({ stream, label, class: name }: PictureProps) => {
  const video = useRef<HTMLVideoElement>(null)
  useLayoutEffect(() => {
    const { current } = video
    if (!current) return
    if (current.srcObject !== (stream ?? null)) current.srcObject = stream ?? null
    current.play().catch(() => {})
  }, [stream])
  return <video class={name} aria-label={label} autoPlay playsInline muted ref={video} />
}
