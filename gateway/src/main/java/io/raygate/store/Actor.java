package io.raygate.store;

/**
 * Who asks for a change, as the audit names him.
 *
 * @param id of the admin credential, or a word for what acts by itself
 * @param role empty where there is none
 * @param address from where he asked, empty where there is none
 * @param requestId empty where there is none
 */
public record Actor(String id, String role, String address, String requestId) {}
