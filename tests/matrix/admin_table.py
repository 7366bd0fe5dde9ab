"""What every address of the admin answers to the groups that may enter it.

Visitors are sent to the log-in and everybody else is denied, whatever the address. A row here
reads: what the editor gets on reading and on sending, then the administrator, and, where it
differs, the superuser.
"""

from .table import STAFF

_LISTS = "index index_results"
_READING = f"{_LISTS} history history_results inspect"
_REGISTERS = (
    "pairing alliance agreement assignment organisation division list_item claim programme_year "
    "project update activity"
)
_VOCABULARY = "programme checklist_item list_category project_field measure outcome review_level"
_WORDS = "synonym stop_word promotion"
_CHOOSERS = "project division organisation pairing alliance agreement list_item need"


def _each(spaces: str, screens: str) -> str:
    return " ".join(f"{space}:{screen}" for space in spaces.split() for screen in screens.split())


def _choosers(names: str, screens: str = "choose choose_results chosen chosen_multiple") -> str:
    return _each(" ".join(f"choose_{name}" for name in names.split()), screens)


_ADMIN: tuple[tuple[str, str], ...] = (
    # --- read by everybody who works in the admin
    ("page, not so", _each(f"{_REGISTERS} {_VOCABULARY} {_WORDS}", _READING)),
    ("page, not so", _choosers(_CHOOSERS)),
    ("page, not so", _each("asked_question wagtaildocs wagtailimages", _LISTS)),
    (
        "page, not so",
        (
            "wagtailadmin_home admin/test404/ ledger_modeladmin_index ledger_modeladmin_inspect "
            "ledger_history ledger_history_results wagtailadmin_dismissibles "
            "wagtail_modeladmin:javascript_catalog"
        ),
    ),
    (
        "page, not so",
        _each("wagtailadmin_api:pages wagtailadmin_api:images", "listing detail")
        + " wagtailadmin_api:documents:listing",
    ),
    # The file asked for is evidence.
    ("unknown, not so", "wagtailadmin_api:documents:detail"),
    (
        "unknown, not so",
        _each("wagtailadmin_api:pages wagtailadmin_api:documents wagtailadmin_api:images", "find"),
    ),
    ("page, not so", "wagtailimages:image_usage"),
    (
        "page, not so",
        _each("wagtailimages_chooser", "choose choose_results chosen chosen_multiple"),
    ),
    ("page, not so", _each("wagtaildocs_chooser", "choose choose_results chosen_multiple")),
    # --- pages
    (
        "page, not so",
        (
            "wagtailadmin_explore_root wagtailadmin_explore wagtailadmin_explore_results "
            "wagtailadmin_choose_page wagtailadmin_choose_page_child "
            "wagtailadmin_choose_page_search "
            "wagtailadmin_choose_page_chosen_multiple"
        ),
    ),
    (
        "page, not so",
        _each(
            "wagtailadmin_pages",
            "type_use type_use_results usage search "
            "search_results revisions_view revisions_compare workflow_history "
            "history history_results",
        ),
    ),
    (
        "page, not so",
        _each(
            "wagtailadmin_reports",
            "workflow workflow_results workflow_tasks "
            "workflow_tasks_results site_history site_history_results aging_pages "
            "aging_pages_results page_types_usage page_types_usage_results",
        ),
    ),
    ("page, not so", _each("wagtailadmin_workflows", "task_chooser task_chooser_results")),
    (
        "page, page",
        _each(
            "wagtailadmin_pages",
            "copy choose_parent preview_on_edit view_draft "
            "move confirm_workflow_cancellation revisions_revert",
        ),
    ),
    (
        "page, page",
        (
            "wagtailadmin_choose_page_external_link wagtailadmin_choose_page_email_link "
            "wagtailadmin_choose_page_phone_link wagtailadmin_choose_page_anchor_link "
            "wagtailadmin_tag_autocomplete wagtailadmin_tag_model_autocomplete "
            "wagtailadmin_account "
            "wagtailadmin_workflows:task_chosen wagtailembeds:chooser wagtailembeds:chooser_upload"
        ),
    ),
    # A form that says not upon which version it was filled in.
    ("page, asked again", "wagtailadmin_pages:edit"),
    ("page, moved", _each("wagtailadmin_pages", "delete move_confirm")),
    # A case story: who sees it and when is for those who publish it without a review.
    ("sent back, sent back | page, page", "wagtailadmin_pages:set_privacy"),
    ("sent back, sent back | page, moved", "wagtailadmin_pages:revisions_unschedule"),
    ("moved, moved", "wagtailadmin_pages:revisions_index"),
    ("not so, unknown", "wagtailadmin_api:pages:action"),
    (
        "not so, page",
        "wagtailadmin_pages:set_page_position "
        + _each("wagtailadmin_editing_sessions", "ping release"),
    ),
    ("sent back, not so", "wagtailadmin_pages:workflow_preview"),
    ("unknown, not so", "wagtailadmin_pages:workflow_history_detail wagtailadmin_block_preview"),
    # Below a case story there are no pages, and a draft cannot be taken back.
    (
        "sent back, sent back",
        _each("wagtailadmin_pages", "add preview_on_add add_subpage unpublish"),
    ),
    (
        "unknown, unknown",
        _each("wagtailadmin_pages", "convert_alias workflow_action collect_workflow_action_data"),
    ),
    ("not so, sent back | not so, moved", _each("wagtailadmin_pages", "lock unlock")),
    # --- pictures and files: those of records are the records' business
    (
        "page, page",
        "wagtaildocs:add wagtaildocs_chooser:create wagtailimages_chooser:create "
        "wagtailimages_chooser:select_format " + _each("wagtailimages", "edit preview add"),
    ),
    ("page, wrong", _each("wagtaildocs wagtailimages", "add_multiple")),
    ("not so, page", "wagtailimages:edit_multiple"),
    (
        "not so, sent back",
        _each("wagtaildocs", "edit_multiple delete_multiple"),
    ),
    ("sent back, sent back", "wagtailimages:delete_multiple"),
    (
        "not so, unknown",
        "wagtaildocs:create_multiple_from_uploaded_document "
        "wagtailimages:create_multiple_from_uploaded_image "
        + _each("wagtaildocs wagtailimages", "delete_upload_multiple"),
    ),
    (
        "sent back, sent back",
        "wagtailimages:delete " + _each("wagtaildocs", "edit delete document_usage"),
    ),
    # Scaled pictures are made by the pages that show them, never by an address.
    ("unknown, not so", _each("wagtailimages", "url_generator url_generator_output")),
    ("sent back, not so", "wagtaildocs_chooser:chosen"),
    # --- words of the search belong to editors too
    ("page, page", _each(_WORDS, "add")),
    ("page, asked again", _each(_WORDS, "edit")),
    ("page, moved", _each(_WORDS, "delete")),
    ("unknown, unknown", _each(_WORDS, "move")),
    # --- records are changed by administrators
    (
        "sent back, sent back | page, page",
        _each(f"{_REGISTERS} {_VOCABULARY} membership", "add"),
    ),
    (
        "sent back, sent back | page, asked again",
        _each(f"{_REGISTERS} {_VOCABULARY} membership", "edit") + " ledger_correct",
    ),
    # What records use is not deleted; a result or an item of the checklist nobody used is.
    ("sent back, sent back | page, moved", _each("checklist_item outcome review_level", "delete")),
    (
        "sent back, sent back | moved, moved",
        _each("programme list_category project_field measure", "delete"),
    ),
    (
        "sent back, sent back | page, page",
        "pairing:renew pairing:move ledger_enter ledger_discard ledger_verify ledger_reverse",
    ),
    ("sent back, sent back | page, moved", "update:move activity:move"),
    (
        "sent back, sent back | moved, moved",
        _each("project alliance agreement list_item", "move"),
    ),
    (
        "sent back, sent back | unknown, unknown",
        _each(
            f"assignment organisation division claim membership programme_year {_VOCABULARY}",
            "move",
        ),
    ),
    (
        "sent back, sent back | page, not so",
        _each("membership", _READING) + " " + _choosers("user"),
    ),
    # --- the machinery
    (
        "sent back, sent back | page, not so",
        _each(
            "wagtailsites wagtailusers_users",
            f"{_LISTS} history history_results usage",
        ),
    ),
    (
        "sent back, sent back | page, page",
        _each("wagtailsites wagtailusers_users", "add edit") + " wagtailsites:copy",
    ),
    # Groups are rights: nobody but a superuser keeps them.
    (
        "sent back, sent back | sent back, sent back | page, not so",
        _each("wagtailusers_groups", f"{_LISTS} history history_results usage"),
    ),
    (
        "sent back, sent back | sent back, sent back | page, page",
        _each("wagtailusers_groups", "add edit"),
    ),
    # The site everything stands on, the roles, and who acts for an organisation stay.
    (
        "sent back, sent back",
        "wagtailsites:delete wagtailusers_users:delete wagtailusers_groups:delete",
    ),
    (
        "sent back, sent back | page, not so",
        _each(
            "wagtailadmin_workflows", f"{_LISTS} usage usage_results task_index task_index_results"
        ),
    ),
    (
        "sent back, sent back | page, page",
        _each("wagtailadmin_workflows", "add edit add_task edit_task"),
    ),
    ("sent back, sent back | moved, moved", "wagtailadmin_workflows:select_task_type"),
    (
        "sent back, sent back | page, moved",
        "wagtailadmin_workflows:disable wagtailadmin_workflows:disable_task",
    ),
    (
        "not so, sent back | not so, moved",
        _each("wagtailadmin_workflows", "enable enable_task remove")
        + " admin/workflows/remove/<int:page_pk>/<int:workflow_pk>/",
    ),
    ("page, wrong | page, page", "wagtailadmin_workflows:task_chooser_create"),
    (
        "sent back, sent back | page, not so",
        _each("wagtailadmin_reports", "locked_pages locked_pages_results"),
    ),
    ("sent back, sent back | page, not so", _each("wagtailredirects", _LISTS)),
    ("sent back, sent back | page, page", _each("wagtailredirects", "add edit start_import")),
    ("sent back, sent back | page, moved", "wagtailredirects:delete"),
    ("sent back, sent back | not so, wrong", "wagtailredirects:process_import"),
    ("sent back, sent back | moved, moved", "wagtailsettings:edit"),
    (
        "sent back, sent back | page, page",
        "admin/settings/<slug:app_name>/<slug:model_name>/<int:pk>/",
    ),
    ("sent back, sent back | unknown, unknown", "wagtailsettings:preview_on_edit"),
    ("sent back, sent back | page, not so", _each("role_policy", _READING)),
    ("sent back, sent back | page, moved", "role_policy:edit access_reset_factor"),
    ("sent back, sent back", "role_policy:add role_policy:delete"),
    ("sent back, sent back | unknown, unknown", "role_policy:move"),
    # Collections: nobody but a superuser keeps them.
    (
        "sent back, sent back | sent back, sent back | page, not so",
        "wagtailadmin_collections:index",
    ),
    (
        "sent back, sent back | sent back, sent back | page, page",
        _each("wagtailadmin_collections", "add edit set_privacy"),
    ),
    ("unknown, unknown | unknown, unknown | page, moved", "wagtailadmin_collections:delete"),
    # --- nothing there: no snippets, no bulk action on what is used, no other address
    ("sent back, sent back", "wagtailsnippets:index"),
    ("unknown, unknown", "wagtail_bulk_action admin/^.*/$"),
)


def _table() -> dict[str, dict[str, tuple[str, str]]]:
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for answers, names in _ADMIN:
        said = [tuple(words.strip().split(", ")) for words in answers.split("|")]
        said += said[-1:] * (len(STAFF) - len(said))
        for name in names.split():
            assert name not in found, f"{name} stands twice"
            found[name] = dict(zip(STAFF, said, strict=True))
    return found


#: Address → role → (read, sent to).
ADMIN = _table()
#: Nothing there, for a visitor too: a new password by mail, which the tests have switched off, and
#: Wagtail's page that breaks on purpose.
BEFORE_THE_DOOR = (
    "wagtailadmin_password_reset", "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm", "wagtailadmin_password_reset_complete",
    "admin/password_reset/confirm/<uidb64>/<token>/",
    "wagtailadmin_error_test", "admin/failwhale/",
)  # fmt: skip
