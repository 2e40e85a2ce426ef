/** The events and subjects that the audit trail can be filtered by, as the API names them. */
export const EVENTS: Record<string, readonly string[]> = {
  appraisal: [
    'quote_accepted', 'quote_declined', 'quote_given', 'quote_not_chosen', 'report_confirmed', 'report_delivered', 'report_refused',
    'report_returned', 'report_saved', 'report_signed', 'request_ended', 'request_opened', 'rule_set_made', 'rules_not_taken', 'rules_proposed',
  ],
  documents: [
    'access_ended', 'access_granted', 'access_revoked', 'confirmation_answered', 'confirmation_requested',
    'document_disproved',
    'file_checked', 'file_deposited', 'file_published', 'file_unpublished', 'file_withdrawn', 'hold_confirmed',
    'hold_lift_proposed', 'hold_lifted', 'hold_proposed', 'incident_found', 'incident_resolved', 'kind_rule_set',
    'note_withdrawn', 'note_written', 'placeholder_opened', 'version_placed',
  ],
  exports: ['archive_imported', 'organisation_exported'],
  identity: [
    'api_key_made', 'api_key_revoked', 'member_deactivated', 'member_invited', 'member_joined', 'member_reactivated', 'organisation_created',
    'organisation_signed_up', 'organisation_verified', 'passkey_registered', 'passkey_removed', 'passkey_renamed', 'passkey_suspected', 'password_changed', 'password_reset_offered',
    'recovery_code_used', 'recovery_codes_renewed', 'roles_changed', 'second_factor_due', 'second_factor_ended', 'second_factor_removed', 'second_factor_set', 'second_factor_term_set',
    'signed_in', 'signed_out_elsewhere', 'signed_out_everywhere',
  ],
  insurance: ['eligibility_found', 'hand_off', 'plan_drafted', 'plan_published', 'product_drafted', 'product_published'],
  invoicing: ['batch_made', 'invoice_asked', 'invoice_ended', 'invoice_issued', 'rule_published', 'title_stated'],
  kyb: [
    'case_approved', 'case_opened', 'case_returned', 'case_submitted',
  ],
  lending: [
    'application_approved', 'application_assigned', 'application_closed', 'application_committed_elsewhere',
    'application_drafted', 'application_handed_over', 'application_overdue', 'application_refused', 'application_returned', 'application_submitted',
    'application_taken_in', 'application_withdrawn', 'capacity_opened', 'cases_handed_over', 'consent_text_published', 'document_set_aside', 'documents_answered',
    'documents_requested', 'drawdown_opened', 'evidence_added', 'evidence_pack_issued', 'group_dissolved', 'group_set', 'limit_decided', 'limit_proposed', 'loan_drawn', 'message_written', 'note_written', 'offer_accepted', 'offer_declined',
    'offer_expired', 'offer_retracted', 'opinion_given', 'opinion_sent_back', 'pledge_failed', 'product_created',
    'product_resumed', 'product_suspended', 'product_version_drafted', 'product_version_published', 'product_version_recalled', 'product_version_simulated', 'retraction_proposed', 'substitute_named', 'substitution_ended',
    'valuation_adopted', 'valuation_checked', 'valuation_ordered', 'value_agreed', 'value_proposed', 'value_refused', 'value_stated',
    'value_withdrawn',
  ],
  licensing: [
    'inquiry_opened', 'inquiry_refused', 'licence_agreed', 'licence_proposed', 'message_written', 'offer_drafted', 'offer_published',
    'offer_revised', 'offer_taken_off', 'offer_withdrawn', 'recordal_due', 'recordal_entered',
  ],
  listing: [
    'request_drafted', 'request_published', 'request_revised', 'request_withdrawn',
  ],
  monitoring: ['revaluation_wanted', 'rights_revalued', 'value_alert_raised', 'value_alert_settled', 'watch_rules_made', 'watch_rules_not_taken', 'watch_rules_proposed'],
  notifications: ['settings_changed'],
  papers: [
    'mandate_granted', 'mandate_revoked', 'paper_issued', 'paper_lapsed', 'paper_signed', 'paper_unfit', 'signature_asked',
    'signature_refused', 'signature_reminded',
  ],
  payments: [
    'card_acceptance_decided', 'charge_cancelled', 'charge_moved', 'charge_raised', 'charge_reminded', 'checkout_asked', 'fee_proposed', 'fee_published', 'fee_refused', 'gateway_money_matched', 'month_closed', 'task_opened',
    'task_settled',
  ],
  oversight: [
    'month_prepared', 'month_returned', 'month_signed',
  ],
  targets: [
    'library_step_checked', 'library_step_recorded', 'library_step_withdrawn', 'statement_checked', 'statement_withdrawn', 'target_stated',
  ],
  treasury: [
    'account_closed', 'account_opened', 'layout_proposed', 'layout_published', 'layout_refused', 'match_confirmed', 'match_proposed', 'match_refused', 'order_moved', 'order_proposed',
    'payee_account_decided', 'payee_account_registered', 'payment_file_made', 'payment_returned', 'payout_list_proposed', 'statement_imported', 'statement_matched',
  ],
  policies: [
    'accepted', 'binding_requested', 'bound', 'broker_page_confirmed', 'commission_stated', 'issued', 'lapsed_unpaid', 'not_bound', 'notice_not_taken', 'notice_proposed', 'notice_worded', 'premium_reported', 'subjectivity_answered', 'subjectivity_met', 'subjectivity_returned',
  ],
  portfolio: [
    'application_number_supplied', 'award_decided', 'award_stated', 'award_withdrawn', 'extract_differs', 'extract_task_done', 'extracts_lapsed', 'extracts_lapsing', 'fact_recorded', 'fee_task_done', 'fees_fall_due', 'holding_removed', 'holdings_added', 'import_ended', 'import_mapped',
    'import_mapping_asked', 'import_queued', 'import_started', 'right_created', 'right_declared', 'rights_joined',
  ],
  registry: [
    'plan_created', 'pledge_cancellation_filed', 'pledge_cancellation_rejected', 'pledge_cancelled', 'pledge_change_decided',
    'pledge_change_filed', 'pledge_count_corrected', 'pledge_counted', 'pledge_cured', 'pledge_declared',
    'pledge_defect_noted', 'pledge_drafted', 'pledge_evidence_added', 'pledge_filed', 'pledge_flagged',
    'pledge_mismatch_found', 'pledge_refused', 'pledge_registered', 'pledge_registration_corrected', 'pledge_reopened',
    'pledge_revoked', 'pledge_signed', 'pledge_terms_set', 'pledge_verified', 'pledge_warned', 'pledge_withdrawn',
    'registration_recorded',
  ],
  underwriting: [
    'authority_confirmed', 'authority_drafted', 'authority_ended', 'desk_rule_set', 'proposal_answered', 'proposal_declared', 'proposal_drafted',
    'quote_accepted', 'quote_expired', 'quote_given', 'quote_withdrawn', 'referral_decided', 'sanctions_list_loaded',
    'screening_decided', 'submission_answered', 'submission_asked', 'submission_assigned', 'submission_declined', 'submission_referred', 'submission_resent',
    'submission_sent', 'submission_withdrawn',
  ],
  valuation: [
    'valuation_stated', 'valuation_withdrawn', 'weight_set_made',
  ],
}

export const SUBJECTS = [
  'api_key', 'appraisal_rules', 'asset', 'bank_account', 'bank_line', 'bank_statement', 'broker_notice', 'charge', 'closed_month', 'confirmation', 'consent_text', 'fee', 'fee_proposal', 'file', 'financing_request', 'gateway_payment', 'grant', 'hand_over', 'hold', 'import_run', 'incident', 'insurance_product',
  'kind_rule', 'kyb_case', 'layout_proposal', 'loan_application', 'loan_product', 'mandate', 'member', 'organisation', 'paper', 'payee_account', 'payment_file', 'payment_order', 'payment_task', 'payout_list', 'placeholder', 'plan', 'pledge', 'policy', 'proposal', 'rating_plan', 'sanctions_list', 'submission', 'underwriting_authority',
  'invoice', 'invoice_batch', 'invoice_rule',
  'decision_limit', 'officer_group', 'substitution',
  'inquiry', 'library_step', 'licence', 'licence_offer', 'month_sheet', 'target_statement',
  'reference', 'right', 'second_factor_term', 'statement_layout', 'valuation', 'valuation_request', 'watch_rules', 'weight_set',
]

/** `kyb.case_opened` as the key of its words. */
export const wordsOf = (name: string) => `operator.event.${name.replace('.', '_')}`
