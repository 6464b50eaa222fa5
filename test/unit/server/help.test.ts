import { describe, expect, it } from 'vitest'
import { backupCommand } from '../../../demo/server/cli/backup.js'
import { channelCommand } from '../../../demo/server/cli/channel.js'
import { withoutHelp, type Command } from '../../../demo/server/cli/command.js'
import { groupCommand } from '../../../demo/server/cli/group.js'
import { operatorCommand } from '../../../demo/server/cli/operator.js'
import { personCommand } from '../../../demo/server/cli/person.js'
import { restoreCommand } from '../../../demo/server/cli/restore.js'
import { routeCommand } from '../../../demo/server/cli/route.js'
import { widgetCommand } from '../../../demo/server/cli/widget.js'
import { newFolder, run } from './real-server.js'

const commands: Record<string, Command> = {
  operator: operatorCommand(),
  widget: widgetCommand,
  group: groupCommand,
  route: routeCommand,
  channel: channelCommand,
  person: personCommand,
  backup: backupCommand,
  restore: restoreCommand,
}

describe('npm run', () => {
  it.each(Object.entries(commands))('%s tells how it is used to whoever asks in a usual way', async (name, command) => {
    const folder = newFolder()
    for (const typed of [[], ['help'], ['--help'], ['-h'], ['add', '--help']]) {
      const said = await run(command, [...withoutHelp(typed)], { folder })
      expect(said, typed.join(' ')).toMatch(new RegExp(`^npm run ${name} -- `))
      expect(Math.max(...said.split('\n').map(line => line.length))).toBeLessThanOrEqual(125)
    }
  })

  it('does what is asked where that is no help', () => {
    const typed = ['add', 'help', '--title', 'help']
    expect(withoutHelp(typed)).toBe(typed)
  })
})
