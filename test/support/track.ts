/** A track of a camera, microphone or screen that says whether it was let go. */
export class Track extends EventTarget {
  enabled = true
  isStopped = false
  stop = () => void (this.isStopped = true)
}
