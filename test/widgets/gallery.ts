/** Every example of every widget, ready to be drawn into a page. */
import { type ComponentChild, type ComponentType, h } from 'preact'
import { accountCardExamples } from '../../widgets/account-card/account-card.examples.ts'
import { AccountCard } from '../../widgets/account-card/account-card.tsx'
import { accountFormExamples } from '../../widgets/account-form/account-form.examples.ts'
import { AccountForm } from '../../widgets/account-form/account-form.tsx'
import { activityTableExamples } from '../../widgets/activity-table/activity-table.examples.ts'
import { ActivityTable } from '../../widgets/activity-table/activity-table.tsx'
import { addressFormExamples } from '../../widgets/address-form/address-form.examples.ts'
import { AddressForm } from '../../widgets/address-form/address-form.tsx'
import { appFormExamples } from '../../widgets/app-form/app-form.examples.ts'
import { AppForm } from '../../widgets/app-form/app-form.tsx'
import { caCheckExamples } from '../../widgets/ca-check/ca-check.examples.ts'
import { CaCheck } from '../../widgets/ca-check/ca-check.tsx'
import { caLoginExamples } from '../../widgets/ca-login/ca-login.examples.ts'
import { CaLogin } from '../../widgets/ca-login/ca-login.tsx'
import {
  caseCountersExamples,
  framedCaseCountersExamples,
} from '../../widgets/case-counters/case-counters.examples.ts'
import { CaseCounters } from '../../widgets/case-counters/case-counters.tsx'
import { caseFormExamples } from '../../widgets/case-form/case-form.examples.ts'
import { CaseForm } from '../../widgets/case-form/case-form.tsx'
import { caseOpinionExamples } from '../../widgets/case-opinion/case-opinion.examples.ts'
import { CaseOpinion } from '../../widgets/case-opinion/case-opinion.tsx'
import { caseProgressExamples } from '../../widgets/case-progress/case-progress.examples.ts'
import { CaseProgress } from '../../widgets/case-progress/case-progress.tsx'
import { caseRatingExamples } from '../../widgets/case-rating/case-rating.examples.ts'
import { CaseRating } from '../../widgets/case-rating/case-rating.tsx'
import { centerNavExamples } from '../../widgets/center-nav/center-nav.examples.ts'
import { CenterNav } from '../../widgets/center-nav/center-nav.tsx'
import {
  certificateCheckExamples,
  certificateCheckFormExamples,
} from '../../widgets/certificate-check/certificate-check.examples.ts'
import { CertificateCheck, CertificateCheckForm } from '../../widgets/certificate-check/certificate-check.tsx'
import { certificateChoiceExamples } from '../../widgets/certificate-choice/certificate-choice.examples.ts'
import { CertificateChoice } from '../../widgets/certificate-choice/certificate-choice.tsx'
import { codeSampleExamples } from '../../widgets/code-sample/code-sample.examples.ts'
import { CodeSample } from '../../widgets/code-sample/code-sample.tsx'
import { counterActivationExamples } from '../../widgets/counter-activation/counter-activation.examples.ts'
import { CounterActivation } from '../../widgets/counter-activation/counter-activation.tsx'
import { CertificateForm } from '../../widgets/counter-authority/certificate-form.tsx'
import {
  certificateFormExamples,
  counterAuthorityExamples,
} from '../../widgets/counter-authority/counter-authority.examples.ts'
import { CounterAuthority } from '../../widgets/counter-authority/counter-authority.tsx'
import { counterBarExamples } from '../../widgets/counter-bar/counter-bar.examples.ts'
import { CounterBar } from '../../widgets/counter-bar/counter-bar.tsx'
import { counterClientExamples } from '../../widgets/counter-client/counter-client.examples.ts'
import { CounterClient } from '../../widgets/counter-client/counter-client.tsx'
import { counterLetterExamples } from '../../widgets/counter-letter/counter-letter.examples.ts'
import { CounterLetter } from '../../widgets/counter-letter/counter-letter.tsx'
import { counterLoginExamples } from '../../widgets/counter-login/counter-login.examples.ts'
import { CounterLogin } from '../../widgets/counter-login/counter-login.tsx'
import { counterOpeningExamples } from '../../widgets/counter-opening/counter-opening.examples.ts'
import { CounterOpening } from '../../widgets/counter-opening/counter-opening.tsx'
import { donePanelExamples } from '../../widgets/done-panel/done-panel.examples.ts'
import { DonePanel } from '../../widgets/done-panel/done-panel.tsx'
import { facePanelExamples } from '../../widgets/face-panel/face-panel.examples.ts'
import { FacePanel } from '../../widgets/face-panel/face-panel.tsx'
import { faceStatusExamples } from '../../widgets/face-status/face-status.examples.ts'
import { FaceStatus } from '../../widgets/face-status/face-status.tsx'
import { filingFormExamples } from '../../widgets/filing-form/filing-form.examples.ts'
import { FilingForm } from '../../widgets/filing-form/filing-form.tsx'
import { hallNavExamples } from '../../widgets/hall-nav/hall-nav.examples.ts'
import { HallNav } from '../../widgets/hall-nav/hall-nav.tsx'
import { institutionAdministratorFormExamples } from '../../widgets/institution-administrator-form/institution-administrator-form.examples.ts'
import { InstitutionAdministratorForm } from '../../widgets/institution-administrator-form/institution-administrator-form.tsx'
import { institutionFormExamples } from '../../widgets/institution-form/institution-form.examples.ts'
import { InstitutionForm } from '../../widgets/institution-form/institution-form.tsx'
import { Island } from '../../widgets/island.tsx'
import { itemBoxesExamples } from '../../widgets/item-boxes/item-boxes.examples.ts'
import { ItemBoxes } from '../../widgets/item-boxes/item-boxes.tsx'
import { itemListExamples } from '../../widgets/item-list/item-list.examples.ts'
import { ItemList } from '../../widgets/item-list/item-list.tsx'
import { loginFormExamples } from '../../widgets/login-form/login-form.examples.ts'
import { LoginForm } from '../../widgets/login-form/login-form.tsx'
import { loginWaysExamples } from '../../widgets/login-ways/login-ways.examples.ts'
import { LoginWays } from '../../widgets/login-ways/login-ways.tsx'
import { monthBarsExamples } from '../../widgets/month-bars/month-bars.examples.ts'
import { MonthBars } from '../../widgets/month-bars/month-bars.tsx'
import { noticeListExamples } from '../../widgets/notice-list/notice-list.examples.ts'
import { NoticeList } from '../../widgets/notice-list/notice-list.tsx'
import { operatorFormExamples } from '../../widgets/operator-form/operator-form.examples.ts'
import { OperatorForm } from '../../widgets/operator-form/operator-form.tsx'
import { parcelEventFormExamples } from '../../widgets/parcel-event-form/parcel-event-form.examples.ts'
import { ParcelEventForm } from '../../widgets/parcel-event-form/parcel-event-form.tsx'
import { parcelFormExamples } from '../../widgets/parcel-form/parcel-form.examples.ts'
import { ParcelForm } from '../../widgets/parcel-form/parcel-form.tsx'
import { parcelTrackExamples } from '../../widgets/parcel-track/parcel-track.examples.ts'
import { ParcelTrack } from '../../widgets/parcel-track/parcel-track.tsx'
import { personFormExamples } from '../../widgets/person-form/person-form.examples.ts'
import { PersonForm } from '../../widgets/person-form/person-form.tsx'
import { personHouseholdExamples } from '../../widgets/person-household/person-household.examples.ts'
import { PersonHousehold } from '../../widgets/person-household/person-household.tsx'
import { personLoginExamples } from '../../widgets/person-login/person-login.examples.ts'
import { PersonLogin } from '../../widgets/person-login/person-login.tsx'
import { recoveryFormExamples } from '../../widgets/recovery-form/recovery-form.examples.ts'
import { RecoveryForm } from '../../widgets/recovery-form/recovery-form.tsx'
import { recoveryMobileFormExamples } from '../../widgets/recovery-mobile-form/recovery-mobile-form.examples.ts'
import { RecoveryMobileForm } from '../../widgets/recovery-mobile-form/recovery-mobile-form.tsx'
import { recoveryPasswordFormExamples } from '../../widgets/recovery-password-form/recovery-password-form.examples.ts'
import { RecoveryPasswordForm } from '../../widgets/recovery-password-form/recovery-password-form.tsx'
import { regionPickerExamples } from '../../widgets/region-picker/region-picker.examples.ts'
import { RegionPicker } from '../../widgets/region-picker/region-picker.tsx'
import { rosterProgressExamples } from '../../widgets/roster-progress/roster-progress.examples.ts'
import { RosterProgress } from '../../widgets/roster-progress/roster-progress.tsx'
import { rosterTrialExamples } from '../../widgets/roster-trial/roster-trial.examples.ts'
import { RosterTrial } from '../../widgets/roster-trial/roster-trial.tsx'
import { scanPanelExamples } from '../../widgets/scan-panel/scan-panel.examples.ts'
import { ScanPanel } from '../../widgets/scan-panel/scan-panel.tsx'
import { scanStatusExamples } from '../../widgets/scan-status/scan-status.examples.ts'
import { ScanStatus } from '../../widgets/scan-status/scan-status.tsx'
import { sessionWarningExamples } from '../../widgets/session-warning/session-warning.examples.ts'
import { SessionWarning } from '../../widgets/session-warning/session-warning.tsx'
import { sessionsTableExamples } from '../../widgets/sessions-table/sessions-table.examples.ts'
import { SessionsTable } from '../../widgets/sessions-table/sessions-table.tsx'
import { settingsMobileFormExamples } from '../../widgets/settings-mobile-form/settings-mobile-form.examples.ts'
import { SettingsMobileForm } from '../../widgets/settings-mobile-form/settings-mobile-form.tsx'
import { settingsPasswordFormExamples } from '../../widgets/settings-password-form/settings-password-form.examples.ts'
import { SettingsPasswordForm } from '../../widgets/settings-password-form/settings-password-form.tsx'
import { sliderPuzzleExamples } from '../../widgets/slider-puzzle/slider-puzzle.examples.ts'
import { SliderPuzzle } from '../../widgets/slider-puzzle/slider-puzzle.tsx'
import type { Examples } from '../../widgets/ui/examples.ts'
import { partExamples } from '../../widgets/ui/ui.examples.tsx'
import { unitFormExamples } from '../../widgets/unit-form/unit-form.examples.ts'
import { UnitForm } from '../../widgets/unit-form/unit-form.tsx'
import { unitInfoFormExamples } from '../../widgets/unit-info-form/unit-info-form.examples.ts'
import { UnitInfoForm } from '../../widgets/unit-info-form/unit-info-form.tsx'
import { unitTabsExamples } from '../../widgets/unit-tabs/unit-tabs.examples.ts'
import { UnitTabs } from '../../widgets/unit-tabs/unit-tabs.tsx'
import { upgradeAccountFormExamples } from '../../widgets/upgrade-account-form/upgrade-account-form.examples.ts'
import { UpgradeAccountForm } from '../../widgets/upgrade-account-form/upgrade-account-form.tsx'
import { upgradeAdministratorFormExamples } from '../../widgets/upgrade-administrator-form/upgrade-administrator-form.examples.ts'
import { UpgradeAdministratorForm } from '../../widgets/upgrade-administrator-form/upgrade-administrator-form.tsx'
import { upgradeHallFormExamples } from '../../widgets/upgrade-hall-form/upgrade-hall-form.examples.ts'
import { UpgradeHallForm } from '../../widgets/upgrade-hall-form/upgrade-hall-form.tsx'
import { upgradeRepresentativeFormExamples } from '../../widgets/upgrade-representative-form/upgrade-representative-form.examples.ts'
import { UpgradeRepresentativeForm } from '../../widgets/upgrade-representative-form/upgrade-representative-form.tsx'
import { upgradeUnitFormExamples } from '../../widgets/upgrade-unit-form/upgrade-unit-form.examples.ts'
import { UpgradeUnitForm } from '../../widgets/upgrade-unit-form/upgrade-unit-form.tsx'
import { wordsPuzzleExamples } from '../../widgets/words-puzzle/words-puzzle.examples.ts'
import { WordsPuzzle } from '../../widgets/words-puzzle/words-puzzle.tsx'
import type { PageProps } from '../../worker/lib/page.tsx'

export interface Exhibit {
  /** `login-form`, and its state in words. */
  widget: string
  state: string
  drawn: ComponentChild
  /** Islands that the page has to load. */
  islands: string[]
  /** What a frame wears; none for a page of the hall. */
  framed: PageProps['framed']
}

function still<P extends object>(
  widget: string,
  component: ComponentType<P>,
  examples: Examples<P>,
  islands: string[] = [],
  framed?: PageProps['framed'],
) {
  return Object.entries(examples).map(
    ([state, props]): Exhibit => ({
      widget,
      state,
      drawn: h(component, props),
      islands,
      framed,
    }),
  )
}

/** `script`: where it is not the widget's own. */
function alive<P extends object>(
  widget: string,
  component: ComponentType<P>,
  examples: Examples<P>,
  script = widget,
) {
  return Object.entries(examples).map(
    ([state, props]): Exhibit => ({
      widget,
      state,
      drawn: h(Island<P>, { name: widget, component, props }),
      islands: [script],
      framed: 'framed' in props && props.framed === true ? 'form' : undefined,
    }),
  )
}

export const gallery: Exhibit[] = [
  ...alive('app-form', AppForm, appFormExamples),
  ...still('address-form', AddressForm, addressFormExamples),
  ...still('filing-form', FilingForm, filingFormExamples),
  ...still('center-nav', CenterNav, centerNavExamples),
  ...alive('counter-activation', CounterActivation, counterActivationExamples),
  ...alive('ca-check', CaCheck, caCheckExamples),
  ...alive('ca-login', CaLogin, caLoginExamples),
  ...still('counter-authority', CounterAuthority, counterAuthorityExamples),
  ...still('certificate-choice', CertificateChoice, certificateChoiceExamples),
  ...still('certificate-check', CertificateCheckForm, certificateCheckFormExamples),
  ...still('certificate-check', CertificateCheck, certificateCheckExamples),
  ...still('certificate-form', CertificateForm, certificateFormExamples),
  ...still('counter-bar', CounterBar, counterBarExamples),
  ...still('counter-client', CounterClient, counterClientExamples),
  ...still('counter-letter', CounterLetter, counterLetterExamples),
  ...alive('code-sample', CodeSample, codeSampleExamples),
  ...alive('counter-login', CounterLogin, counterLoginExamples),
  ...alive('counter-opening', CounterOpening, counterOpeningExamples),
  ...still('account-card', AccountCard, accountCardExamples, [], 'widget'),
  ...still('case-counters', CaseCounters, caseCountersExamples),
  ...still('case-counters', CaseCounters, framedCaseCountersExamples, [], 'widget'),
  ...still('case-form', CaseForm, caseFormExamples),
  ...still('case-opinion', CaseOpinion, caseOpinionExamples),
  ...still('case-progress', CaseProgress, caseProgressExamples),
  ...still('case-rating', CaseRating, caseRatingExamples),
  ...still('hall-nav', HallNav, hallNavExamples),
  ...still('item-list', ItemList, itemListExamples),
  ...still('month-bars', MonthBars, monthBarsExamples),
  ...still('unit-tabs', UnitTabs, unitTabsExamples),
  ...still('notice-list', NoticeList, noticeListExamples),
  ...still('region-picker', RegionPicker, regionPickerExamples),
  ...still('item-boxes', ItemBoxes, itemBoxesExamples),
  ...still('operator-form', OperatorForm, operatorFormExamples),
  ...still(
    'institution-administrator-form',
    InstitutionAdministratorForm,
    institutionAdministratorFormExamples,
  ),
  ...still('institution-form', InstitutionForm, institutionFormExamples),
  ...alive('login-form', LoginForm, loginFormExamples),
  ...still('parcel-event-form', ParcelEventForm, parcelEventFormExamples),
  ...still('parcel-form', ParcelForm, parcelFormExamples),
  ...still('parcel-track', ParcelTrack, parcelTrackExamples),
  ...alive('person-form', PersonForm, personFormExamples),
  ...alive('person-login', PersonLogin, personLoginExamples),
  ...still('person-household', PersonHousehold, personHouseholdExamples),
  ...alive('slider-puzzle', SliderPuzzle, sliderPuzzleExamples),
  ...alive('words-puzzle', WordsPuzzle, wordsPuzzleExamples),
  ...alive('recovery-form', RecoveryForm, recoveryFormExamples),
  ...alive('recovery-mobile-form', RecoveryMobileForm, recoveryMobileFormExamples),
  ...alive('recovery-password-form', RecoveryPasswordForm, recoveryPasswordFormExamples),
  ...alive('settings-mobile-form', SettingsMobileForm, settingsMobileFormExamples),
  ...alive('settings-password-form', SettingsPasswordForm, settingsPasswordFormExamples),
  ...alive('unit-form', UnitForm, unitFormExamples),
  ...still('unit-info-form', UnitInfoForm, unitInfoFormExamples),
  ...alive('upgrade-account-form', UpgradeAccountForm, upgradeAccountFormExamples),
  ...alive('upgrade-administrator-form', UpgradeAdministratorForm, upgradeAdministratorFormExamples),
  ...still('upgrade-hall-form', UpgradeHallForm, upgradeHallFormExamples),
  ...alive('upgrade-representative-form', UpgradeRepresentativeForm, upgradeRepresentativeFormExamples),
  ...alive('upgrade-unit-form', UpgradeUnitForm, upgradeUnitFormExamples),
  ...alive('account-form', AccountForm, accountFormExamples),
  ...alive('face-status', FaceStatus, faceStatusExamples),
  ...alive('roster-progress', RosterProgress, rosterProgressExamples),
  ...alive('roster-trial', RosterTrial, rosterTrialExamples, 'roster-progress'),
  ...alive('scan-status', ScanStatus, scanStatusExamples),
  ...still('scan-panel', ScanPanel, scanPanelExamples, ['scan-status']),
  ...alive('session-warning', SessionWarning, sessionWarningExamples),
  ...still('face-panel', FacePanel, facePanelExamples, ['face-status']),
  ...still('login-ways', LoginWays, loginWaysExamples),
  ...still('done-panel', DonePanel, donePanelExamples),
  ...still('sessions-table', SessionsTable, sessionsTableExamples),
  ...still('activity-table', ActivityTable, activityTableExamples),
  ...Object.entries(partExamples).map(
    ([state, drawn]): Exhibit => ({
      widget: 'ui',
      state,
      drawn,
      islands: state === 'time left' ? ['time-left'] : [],
      framed: undefined,
    }),
  ),
]
