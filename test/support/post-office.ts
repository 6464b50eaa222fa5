import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { freePort } from './free-port.js'

/** A mail as a mail server got it. */
export interface Mail {
  from: string
  /** Whom it was handed in for, one by one. */
  to: string[]
  raw: string
}

/** What it says to what is handed in; nothing means yes. */
interface Manners {
  /** To a receiver, or to the text. */
  to?: number
  text?: number
  /** Says yes to the text, and breaks off before that is heard. */
  breaksOff?: boolean
  /** Lets nobody in who does not know this. */
  password?: string
}

const no = (code: number) => Object.assign(new Error('no'), { responseCode: code })

/** A real mail server of this machine, that does as it is told. */
export const openPostOffice = async () => {
  const mails: Mail[] = []
  let manners: Manners = {}
  let server: SMTPServer | undefined
  // Its own also while it is closed: whatever the system gave away would be gone when it opens again.
  const port = await freePort()

  const options: SMTPServerOptions = {
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 1,
    onAuth: ({ password }, _, done) => (password === manners.password ? done(null, { user: 'zvonek' }) : done(no(535))),
    onMailFrom: (_, session, done) => done(manners.password && !session.user ? no(530) : null),
    onRcptTo: (_, __, done) => done(manners.to ? no(manners.to) : null),
    onData: (stream, { envelope, id }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (manners.text) return done(no(manners.text))
        mails.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString('utf8'),
        })
        if (!manners.breaksOff) return done()
        for (const one of server?.connections ?? []) if (one.id === id) one.close()
      })
    },
  }
  const open = async () => {
    const next = new SMTPServer(options)
    await new Promise<void>((resolve, reject) => {
      next.once('error', reject)
      next.listen(port, '127.0.0.1', resolve)
    })
    // Who breaks off is heard of at the other end.
    next.on('error', () => {})
    server = next
  }
  const close = async () => {
    const last = server
    server = undefined
    if (last) await new Promise<void>(resolve => last.close(() => resolve()))
  }
  await open()
  return {
    mails,
    url: `smtp://127.0.0.1:${port}`,
    port,
    set: (next: Manners) => void (manners = next),
    /** Nobody answers at its address. */
    close,
    /** It answers again, at the same address. */
    open,
  }
}
export type PostOffice = Awaited<ReturnType<typeof openPostOffice>>

/** Lets what runs outside this test's clock go on until something is so. */
export const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise<void>(resolve => setImmediate(resolve))
}
