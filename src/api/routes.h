/* The handlers that the table names, file by file. */
#ifndef API_ROUTES_H
#define API_ROUTES_H

#include "api.h"

/* metrics.c */
api_handler api_get_metrics;

/* meta.c */
api_handler api_get_health, api_get_ready, api_get_document;

/* accounts.c */
api_handler api_list_accounts, api_post_account, api_get_account, api_patch_account;

/* activations.c */
api_handler api_post_account_activation, api_post_agency_activations;

/* sessions.c */
api_handler api_post_activation, api_post_session, api_get_session, api_delete_session,
    api_put_password;

/* documents.c */
api_handler api_get_plan_document;

/* tokens.c */
api_handler api_list_tokens, api_post_token, api_delete_token;

/* audit.c */
api_handler api_list_audit, api_get_audit_verification;

/* web.c: the web UI */
api_handler api_get_app, api_get_asset;

/* results.c, offers.c, appeals.c */
api_handler api_list_results, api_get_round_results, api_get_result;
api_handler api_list_offers, api_get_offer, api_post_offer_answer;
api_handler api_post_appeal, api_list_appeals, api_get_appeal, api_post_appeal_answer;
api_handler api_post_appeal_plan;

/* policies.c */
api_handler api_list_policies, api_post_policy, api_get_policy;

/* rounds.c */
api_handler api_list_rounds, api_post_round, api_get_round, api_patch_round, api_post_round_closing,
    api_post_round_draw, api_post_draw_confirmation, api_get_frozen_list, api_get_preview,
    api_list_round_changes;

/* plans.c, plan_runs.c, plan_lists.c */
api_handler api_list_plans, api_post_plan, api_get_plan, api_patch_plan, api_delete_plan,
    api_post_plan_submission, api_post_plan_decision, api_post_plan_publication;
api_handler api_get_plan_run, api_delete_plan_run, api_get_plan_events;
api_handler api_list_plan_assignments, api_list_plan_waiting, api_get_plan_file,
    api_get_plan_explanation, api_get_plan_comparison;

/* agencies.c, places.c */
api_handler api_list_agencies, api_patch_agency, api_list_duplicates, api_get_needs;
api_handler api_list_sites, api_patch_site, api_list_rooms, api_get_room, api_list_communes;

/* inventory.c, surveys.c */
api_handler api_get_room_items, api_put_room_items, api_get_inventory, api_list_inventory_items;
api_handler api_list_surveys, api_post_survey, api_get_survey, api_patch_survey,
    api_post_survey_completion, api_post_survey_repairs, api_get_survey_progress;

/* closures.c */
api_handler api_list_closures, api_post_closure, api_get_closure, api_patch_closure;

/* values.c */
api_handler api_list_room_values, api_post_room_values;

/* rehousings.c */
api_handler api_list_rehousings, api_get_rehousing, api_post_rehousing_choice;

/* officials.c */
api_handler api_list_officials, api_post_official, api_get_official, api_patch_official,
    api_post_citizen_id, api_get_own_data;

/* requests.c, request_steps.c */
api_handler api_list_requests, api_post_request, api_get_request, api_patch_request;
api_handler api_post_submission, api_post_confirmation, api_post_withdrawal, api_post_consent;

/* stays.c, stay_acts.c */
api_handler api_list_stays, api_get_stay;
api_handler api_post_move_in, api_post_move_out, api_post_transfer, api_post_exchange,
    api_post_temporary_room, api_post_return;

/* leave.c */
api_handler api_list_leave_notices, api_put_leave_notice, api_delete_leave_notice;

/* handovers.c */
api_handler api_get_handover, api_post_handover, api_put_handover, api_post_handover_confirmation;

/* repairs.c, repair_acts.c, repair_categories.c */
api_handler api_list_repairs, api_get_repair, api_post_repair, api_patch_repair,
    api_post_repair_event, api_post_repair_cost, api_list_repair_categories;
/* housed.c */
api_handler api_get_housed;

/* open311.c, open311_requests.c */
api_handler api_get_open311_services, api_get_open311_service, api_post_open311_request,
    api_get_open311_request, api_list_open311_requests;

/* photos.c */
api_handler api_list_repair_photos, api_post_repair_photo, api_get_repair_photo;

/* doors.c */
api_handler api_post_door_cards, api_post_room_door_card, api_get_door, api_post_door_repair,
    api_post_door_photo;

/* reports.c */
api_handler api_get_occupancy, api_get_waiting, api_get_repair_report, api_get_costs;

/* uploads.c */
api_handler api_list_uploads, api_post_upload, api_get_upload, api_patch_upload,
    api_post_application, api_delete_application, api_list_upload_fields;

#endif
