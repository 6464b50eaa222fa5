import { useLayoutEffect, useRef } from 'preact/hooks'

interface PictureProps {
  stream: MediaStream | undefined
  label: string
  class: string
  /** Only to be looked at: nobody wants to hear themselves. */
  silent?: boolean
  /** Id of a speaker. */
  speaker?: string
}

/** A moving picture and its sound. The element stays while what it shows changes, so that nobody falls silent meanwhile. */
export const Picture = ({ stream, label, class: name, silent = false, speaker = '' }: PictureProps) => {
  const video = useRef<HTMLVideoElement>(null)
  useLayoutEffect(() => {
    const { current } = video
    if (!current) return
    if (current.srcObject !== (stream ?? null)) current.srcObject = stream ?? null
    // A page that nobody has touched may not be allowed to sound: then at least it shows.
    current.play().catch(() => {})
  }, [stream])
  useLayoutEffect(() => {
    if (speaker) void (video.current as { setSinkId?(id: string): Promise<void> } | null)?.setSinkId?.(speaker)
  }, [speaker])
  return <video class={name} aria-label={label} autoPlay playsInline muted={silent} ref={video} />
}
