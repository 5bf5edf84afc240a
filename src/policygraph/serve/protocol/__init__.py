"""The W3C's protocols over the graph: SPARQL 1.1 Protocol, Service Description and Graph Store Protocol.

Reading goes through killable workers and snapshots; each change is made by a process of its own, one after the other.
"""
