"""The HTTP side: connections, the gateway in front of the operations, and the control routes."""
