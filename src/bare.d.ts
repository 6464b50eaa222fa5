/*
 * What the platform looks up in a dictionary it looks up on `Object.prototype` too, where a page may have put anything:
 * `__proto__: null` in the literal keeps it to its own keys. It stands there for the engine, not for the reader of types.
 */
interface RequestInit {
  __proto__?: null
}
interface ShadowRootInit {
  __proto__?: null
}
interface FocusOptions {
  __proto__?: null
}
interface AddEventListenerOptions {
  __proto__?: null
}
interface RTCConfiguration {
  __proto__?: null
}
interface RTCIceServer {
  __proto__?: null
}
interface RTCDataChannelInit {
  __proto__?: null
}
interface RTCRtpTransceiverInit {
  __proto__?: null
}
interface MediaStreamConstraints {
  __proto__?: null
}
interface MediaTrackConstraintSet {
  __proto__?: null
}
interface ULongRange {
  __proto__?: null
}
interface ConstrainDOMStringParameters {
  __proto__?: null
}
interface DisplayMediaStreamOptions {
  __proto__?: null
}
declare namespace Intl {
  interface DateTimeFormatOptions {
    __proto__?: null
  }
  interface RelativeTimeFormatOptions {
    __proto__?: null
  }
}
