/** What every other page says. */
export default import.meta.glob(['../../features/**/locales/zh-CN.json', '!../../features/{public,identity,papers}/**'], { eager: true, import: 'default' })
