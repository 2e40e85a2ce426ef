/** What every other page says. */
export default import.meta.glob(['../../features/**/locales/zh-CN.json', '!../../features/{public,identity,licensing,papers}/**'], { eager: true, import: 'default' })
