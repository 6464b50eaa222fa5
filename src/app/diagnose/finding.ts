import type { Finding, FindingCode } from '../../api/findings.js'

export const fault = (code: FindingCode, message: string): Finding => ({ code, level: 'fault', message })
export const note = (code: FindingCode, message: string): Finding => ({ code, level: 'note', message })
