"""Every address of the desk with who may call it and the headers of its answers."""

from __future__ import annotations

from aiohttp import hdrs, web

from connectors.desk import budget_pictures, other_ways, own_account, own_answer_pages, pages, signing_in, unmasking
from connectors.desk.door import DOOR, Door
from connectors.desk.policy import ACCESS, Access, add_desk_route
from connectors.desk.socket import handle_desk_socket
from connectors.settings import Settings
from connectors.web.security import Policy

GET, POST, DELETE = hdrs.METH_GET, hdrs.METH_POST, hdrs.METH_DELETE
PUBLIC, SIGNED_IN, RECENT = Access.PUBLIC, Access.SIGNED_IN, Access.RECENT


def add_desk_routes(app: web.Application, settings: Settings) -> None:
    """Add the desk to an application that ``security.set_up`` has prepared."""
    app[DOOR] = Door.of(settings)
    app[ACCESS] = {}
    app[budget_pictures.GALLERY] = gallery = budget_pictures.Gallery()
    app.on_cleanup.append(gallery.stop)
    add_desk_route(app, (GET, "/desk"), pages.show_desk, PUBLIC, Policy.DESK)
    add_desk_route(app, (GET, "/desk/desk.js"), pages.give_script, PUBLIC, Policy.ASSET)
    add_desk_route(app, (GET, "/desk/page.css"), pages.give_style, PUBLIC, Policy.ASSET)
    add_desk_route(app, (GET, "/desk/texts/{locale}.json"), pages.give_texts, PUBLIC, Policy.ASSET)
    add_desk_route(app, (POST, "/desk/session"), signing_in.sign_in, PUBLIC)
    add_desk_route(app, (GET, "/desk/socket"), handle_desk_socket, SIGNED_IN)
    add_desk_route(app, (DELETE, "/desk/session"), signing_in.sign_out, SIGNED_IN)
    add_desk_route(app, (DELETE, "/desk/sessions"), signing_in.sign_out_everywhere, SIGNED_IN)
    add_desk_route(app, (GET, "/desk/me"), signing_in.tell_who, SIGNED_IN)
    add_desk_route(app, (POST, "/desk/password"), signing_in.change_password, RECENT)
    add_desk_route(app, (GET, "/desk/account"), own_account.tell_account, SIGNED_IN)
    add_desk_route(app, (POST, "/desk/confirm"), own_account.confirm, SIGNED_IN)
    add_desk_route(app, (POST, "/desk/confirm/passkey"), own_account.confirm_by_passkey, SIGNED_IN)
    add_desk_route(app, (DELETE, "/desk/passkeys/{passkey}"), own_account.remove_passkey, RECENT)
    add_desk_route(app, (DELETE, "/desk/sessions/{session}"), own_account.end_session, RECENT)
    add_desk_route(app, (POST, "/desk/totp/begin"), own_account.begin_app, RECENT)
    add_desk_route(app, (POST, "/desk/totp/finish"), own_account.finish_app, RECENT)
    add_desk_route(app, (GET, "/desk/answers"), own_answer_pages.tell_answers, SIGNED_IN)
    add_desk_route(app, (POST, "/desk/answers"), own_answer_pages.save_answer, Access.LEAD)
    add_desk_route(app, (POST, "/desk/answers/preview"), own_answer_pages.preview_answer, SIGNED_IN)
    add_desk_route(app, (DELETE, "/desk/answers/{answer}"), own_answer_pages.retire_answer, Access.LEAD)
    add_desk_route(app, (POST, "/desk/unmask"), unmasking.unmask, SIGNED_IN)
    add_desk_route(app, (GET, "/desk/budget/{conversation}/{picture}"), budget_pictures.give_picture, SIGNED_IN)
    add_desk_route(app, (POST, "/desk/passkey/begin"), other_ways.begin_passkey, PUBLIC)
    add_desk_route(app, (POST, "/desk/passkey/finish"), other_ways.finish_passkey, PUBLIC)
    add_desk_route(app, (POST, "/desk/passkey/add/begin"), other_ways.begin_adding, RECENT)
    add_desk_route(app, (POST, "/desk/passkey/add/finish"), other_ways.finish_adding, RECENT)
    add_desk_route(app, (GET, "/desk/oidc"), other_ways.go_to_provider, PUBLIC)
    add_desk_route(app, (GET, "/desk/oidc/back"), other_ways.come_back, PUBLIC)
