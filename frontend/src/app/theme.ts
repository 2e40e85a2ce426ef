/** The tokens of the design, for antd and for our own styles. */
import type { ThemeConfig } from 'antd'

export const c = {
  primary: '#0B57B0', primaryHover: '#094890', primaryBg: '#EAF2FC',
  text1: '#1D2939', text2: '#475467', text3: '#667085',
  success: '#166534', successBg: '#E8F6ED', successOnWhite: '#1B7A3D',
  warning: '#854D0E', warningBg: '#FFF6E0', warningOnWhite: '#9A5B00',
  danger: '#B42318', dangerBg: '#FEF0EE',
  neutral: '#344054', neutralBg: '#F2F4F7', pending: '#5B3FA8', pendingBg: '#F3F0FC',
  control: '#7A8699', subtle: '#E4E7EC', page: '#F5F7FA',
  chart: ['#0B57B0', '#0E7C86', '#C2410C', '#6D4FC2', '#A16207'],
} as const

export const theme: ThemeConfig = {
  cssVar: { key: 'zr' },
  token: {
    colorPrimary: c.primary, colorPrimaryHover: c.primaryHover, colorPrimaryActive: c.primaryHover,
    colorPrimaryBg: c.primaryBg, colorPrimaryBgHover: '#DCE9FA', colorPrimaryBorder: c.primary,
    colorLink: c.primary, colorLinkHover: c.primaryHover, colorLinkActive: c.primaryHover,
    colorInfo: c.primary, colorInfoBg: c.primaryBg, colorInfoBorder: '#B9D3F3',
    colorSuccess: c.successOnWhite, colorSuccessBg: c.successBg, colorSuccessBorder: '#B7E0C4',
    colorWarning: c.warningOnWhite, colorWarningBg: c.warningBg, colorWarningBorder: '#F0D48A',
    colorError: c.danger, colorErrorHover: '#912018', colorErrorBg: c.dangerBg, colorErrorBorder: '#F5B5AE',
    colorText: c.text1, colorTextSecondary: c.text2, colorTextTertiary: c.text3, colorTextQuaternary: c.text3,
    colorTextHeading: c.text1, colorTextDescription: c.text2, colorTextPlaceholder: c.text3,
    colorTextDisabled: c.text3, colorIcon: c.text2, colorIconHover: c.text1,
    colorBorder: c.control, colorBorderSecondary: c.subtle, colorSplit: c.subtle,
    colorBgLayout: c.page, colorBgContainer: '#FFFFFF', colorFillAlter: c.page, colorBgContainerDisabled: c.neutralBg,
    fontFamily: 'var(--zr-font)',
    fontSize: 14, lineHeight: 22 / 14, fontSizeSM: 12, lineHeightSM: 20 / 12, fontSizeLG: 16, lineHeightLG: 1.5,
    fontWeightStrong: 600, borderRadius: 6, borderRadiusLG: 8, borderRadiusSM: 4,
    controlHeight: 36, controlHeightSM: 28, controlHeightLG: 44,
    controlOutline: 'rgba(11,87,176,.18)', lineWidthFocus: 2, motionDurationMid: '0.15s', motionDurationSlow: '0.2s',
    boxShadow: '0 1px 2px rgba(16,24,40,.05)',
    boxShadowSecondary: '0 12px 32px -8px rgba(16,24,40,.18), 0 2px 6px rgba(16,24,40,.06)',
  },
  components: {
    Button: { fontWeight: 400, defaultBorderColor: '#C4CCD8', primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', paddingInline: 14, contentFontSizeLG: 16 },
    Table: {
      headerBg: c.page, headerColor: c.text2, headerSplitColor: 'transparent', rowHoverBg: '#F7FAFE', rowSelectedBg: c.primaryBg,
      rowSelectedHoverBg: '#E1EDFB', borderColor: c.subtle, cellPaddingBlock: 12, cellPaddingInline: 12, cellPaddingBlockSM: 8,
      cellPaddingInlineSM: 10, cellFontSizeSM: 14,
    },
    Tabs: { titleFontSize: 14, horizontalItemPadding: '10px 0', horizontalItemGutter: 24, horizontalMargin: '0', itemColor: c.text2, inkBarColor: c.primary },
    Steps: { titleLineHeight: 22, iconSize: 24, iconSizeSM: 20, dotSize: 8, customIconSize: 24 },
    Segmented: { trackBg: c.neutralBg, itemColor: c.text2, itemSelectedColor: c.text1, itemSelectedBg: '#FFFFFF', trackPadding: 3 },
    Input: { activeShadow: '0 0 0 2px rgba(11,87,176,.18)', paddingInline: 12 },
    Select: { optionSelectedBg: c.primaryBg, optionSelectedColor: c.primary },
    Checkbox: { controlInteractiveSize: 16 },
    Alert: { withDescriptionPadding: '12px 16px', defaultPadding: '8px 12px' },
    Descriptions: { labelBg: c.page, itemPaddingBottom: 8, labelColor: c.text2 },
    Progress: { defaultColor: c.primary, remainingColor: c.subtle },
    Modal: { titleFontSize: 16 },
    Tooltip: { colorBgSpotlight: c.text1 },
  },
}
