/** Channels between the preload and the main process. Nothing else is listened to. The preload is bundled alone, so this file imports nothing. */
export const channels = {
  chooseFile: 'lathe:choose-file',
  chooseTarget: 'lathe:choose-target',
  allowPath: 'lathe:allow-path',
  setMenu: 'lathe:set-menu',
  setDocument: 'lathe:set-document',
  saveLogs: 'lathe:save-logs',
  listening: 'lathe:listening',
  action: 'lathe:action',
  openFile: 'lathe:open-file',
} as const
