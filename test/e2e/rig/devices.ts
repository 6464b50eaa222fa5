import type { BrowserContext, LaunchOptions, Page } from '@playwright/test'
import { CHROMIUM_ARGS, ensureChromium } from '../../support/chromium.mjs'

/** A browser with a camera and a microphone of its own invention; whether a page may use them is each test's own affair. */
export const WITH_DEVICES: LaunchOptions = {
  executablePath: ensureChromium(),
  args: [
    ...CHROMIUM_ARGS,
    '--use-fake-device-for-media-stream',
    '--auto-select-desktop-capture-source=Entire screen',
    '--auto-accept-this-tab-capture',
    '--allow-loopback-in-peer-connection',
    '--autoplay-policy=no-user-gesture-required',
  ],
}

/** Such a browser whose people always allow: only so there is somebody to choose a screen. */
export const WITH_SCREEN: LaunchOptions = {
  ...WITH_DEVICES,
  args: [...(WITH_DEVICES.args ?? []), '--use-fake-ui-for-media-stream'],
}

declare global {
  interface Window {
    zvonekTestPeers: RTCPeerConnection[]
  }
}

/** From now on the connections of every page of a browser can be counted. */
export const watchPeers = async (context: BrowserContext): Promise<void> =>
  void (await context.addInitScript(() => {
    const peers: RTCPeerConnection[] = []
    class Watched extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        peers.push(this)
      }
    }
    Object.assign(window, { RTCPeerConnection: Watched, zvonekTestPeers: peers })
  }))

/** Somebody allows their camera and microphone, and is watched; what they look at already is shown anew. */
export const allowDevices = async (page: Page): Promise<void> => {
  const context = page.context()
  await context.grantPermissions(['camera', 'microphone'])
  await watchPeers(context)
  if (page.url() !== 'about:blank') await page.reload()
}
